import ArgumentParser
import Database
import MinitterModel

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date, and end.",
        discussion: "The server does this at its start unless MINITTER_MIGRATE_AT_START is off.")

    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let program = try await Program(options, .migrating)
        let migrator = Migrator(Migrations.all)
        let version = try await migrator.newestVersion(of: program.database) ?? 0
        let isNewer = version > migrator.currentVersion
        print("The schema has version \(version)\(isNewer ? ", newer than this program, which it accepts" : "").")
        try await program.close()
    }
}
