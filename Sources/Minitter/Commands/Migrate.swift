import ArgumentParser
import Database
import MinitterModel

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date, and end.",
        discussion: "The server does this at its start unless MINITTER_MIGRATE_AT_START is off.")

    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let program = try await Program(options, migrates: true)
        print("The schema has version \(Migrator(Migrations.all).currentVersion).")
        try await program.close()
    }
}
