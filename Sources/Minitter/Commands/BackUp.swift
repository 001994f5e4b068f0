import ArgumentParser
import Database
import Foundation

struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, as it is at one moment, into a new file.",
        discussion: """
            Safe while a server runs, and of whatever version the database is. To restore, stop the server, put the file \
            in the database's place, and remove the -wal and -shm files beside the old one and jwt-secret (or change \
            MINITTER_JWT_SECRET): tokens given since the backup could be good for other people's accounts. Pictures \
            are files in the data directory that never change, but go when they are replaced: copy the folder pictures \
            before this and again after it, without deleting.
            """)

    @Argument(help: "The file to make; it must not be there.") var file: String
    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let settings = try Program.settings(options)
        guard case .sqlite(let path) = settings.database else {
            throw ProgramError(
                "The database is on a MySQL server, which has its own way: "
                    + "mariadb-dump --single-transaction, mysqldump, or snapshots of RDS.")
        }
        try settings.database.requireFile()
        guard !FileManager.default.fileExists(atPath: file) else {
            throw ProgramError("\(file) is there already: name a new file.")
        }
        // Whole under its name or not at all: half a backup would pass for one.
        let draft = "\(file).\(UUID().uuidString).part"
        let database = try SQLiteDatabase(path: path)
        do {
            try database.backUp(toPath: draft)
            try FileManager.default.moveItem(atPath: draft, toPath: file)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        try await database.close()
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        print("Wrote \(file), \(size) bytes.")
    }
}
