import ArgumentParser
import Database
import Foundation

struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, as it is at one moment, into a new file.",
        discussion: """
            Safe while a server runs. To restore, stop the server and put the file in the database's place (remove \
            the -wal and -shm files beside the old one). Pictures are files in the data directory that never change: \
            copy the folder pictures after this.
            """)

    @Argument(help: "The file to make; it must not be there.") var file: String
    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        try await Program.run(options) { program in
            guard !FileManager.default.fileExists(atPath: file) else {
                throw ProgramError("\(file) is there already: name a new file.")
            }
            guard let database = program.database as? SQLiteDatabase else {
                throw ProgramError(
                    "The database is on a MySQL server, which has its own way: "
                        + "mariadb-dump --single-transaction, mysqldump, or snapshots of RDS.")
            }
            try database.backUp(toPath: file)
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            print("Wrote \(file), \(size) bytes.")
        }
    }
}
