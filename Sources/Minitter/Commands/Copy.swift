import ArgumentParser
import Database

struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything from one database into an empty one: SQLite to MySQL, or back.",
        discussion: """
            Stop every server first: what they write meanwhile would be missing. Nothing is written to the source. \
            The target and its tables are made where they are missing. At the end both are read again and compared, \
            table by table; when they differ, it says so and ends with 1.

            An interrupted copy can't be gone on with: empty the target (it says how) and start again.

            Profile pictures are not in a database: copy the folder pictures of the data directory, or, when they are \
            to be kept elsewhere, use “minitter media copy”.

            Every user of the machine can see a password in a URL on the command line: leave it out, and set \
            MINITTER_DATABASE_PASSWORD or MINITTER_DATABASE_PASSWORD_FILE.
            """)

    @Option(help: "The database to read: sqlite:PATH or mysql://USER@HOST:3306/NAME.") var from: String
    @Option(help: "The database to fill, likewise.") var to: String
    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let ends = try CopyEnds(from: from, to: to, SettingValues(Program.sources(options)))
        let source = try await ends.openSource()
        let target = try await ends.openTarget()
        do {
            try await copy(DatabaseCopy(source: source, target: target))
        } catch {
            throw ProgramError("\(error)\nWhat was copied is of no use: \(ends.wayToEmpty) before you start again.")
        }
        try await source.close()
        try await target.close()
        print(
            """
            Copied “\(ends.from.description)” to “\(ends.to.description)”.
            Profile pictures are not in a database: see “minitter copy --help”.
            """)
    }

    /// - Throws: ``ProgramError`` when the two are not the same afterwards, or a ``DatabaseError``.
    private func copy(_ work: DatabaseCopy) async throws {
        let rows = try await work.rowCount()
        let copied = try await withProgress("Copying", of: rows) { progress in
            do {
                return try await work.run(progress)
            } catch DatabaseError.foreignKeyViolation {
                // A row came after those that it refers to had been read.
                throw ProgramError(Self.sourceChanged)
            }
        }
        let comparisons = try await withProgress("Comparing", of: rows) { try await work.compare(with: copied, $0) }
        print(comparisons.report, terminator: "")
        let verdicts = comparisons.map(\.verdict)
        if verdicts.contains(.sourceChanged) { throw ProgramError(Self.sourceChanged) }
        if verdicts.contains(.targetDiffers) {
            throw ProgramError("The copy is not the same as the source. Does anything else write to it?")
        }
    }

    private static let sourceChanged = "The source changed while it was copied: stop every server that uses it."

    private func withProgress<Value>(
        _ label: String, of rows: Int, _ body: ((Int) -> Void) async throws -> Value
    ) async throws -> Value {
        var bar = ProgressBar(label: label, unit: "rows", total: rows)
        let value = try await body { bar.advance(by: $0) }
        bar.finish()
        return value
    }
}
