import ArgumentParser
import Foundation
import MinitterService
import ObjectStorage

struct MediaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media", abstract: "Look after stored pictures.", subcommands: [Prune.self, Copy.self])

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List and remove the pictures that no account names.",
            discussion: """
                They are left behind by uploads and removals that fail half-way. The server does the same once a day. \
                A picture is stored moments before its account names it, so young ones are always kept.
                """)

        @Flag(help: "List them, remove nothing.") var dryRun = false
        @Option(help: "Hours that a picture must be old, 1 or more.") var olderThan = PictureSweeper.defaultAge
        @Flag(help: "Remove them also when they outnumber those in use.") var force = false
        @OptionGroup(title: "Settings") var options: SettingOptions

        func validate() throws {
            guard olderThan >= 1 else { throw ValidationError("--older-than takes a number from 1.") }
        }

        func run() async throws {
            try await Program.run(options) { program in
                let sweeper = program.services.pictureSweeper
                let findings = try await sweeper.find(olderThan: olderThan)
                guard dryRun || force || !findings.looksWrong else {
                    throw ProgramError(
                        "\(findings.leftBehind.count) pictures are named by no account and \(findings.named) are: is "
                            + "this their database? --dry-run lists them, --force removes them.")
                }
                for picture in findings.leftBehind {
                    if !dryRun { try await sweeper.remove(picture) }
                    print("\(picture.key)\t\(picture.size)")
                }
                let bytes = findings.leftBehind.reduce(0) { $0 + $1.size }
                print(
                    "\(dryRun ? "Would remove" : "Removed") \(findings.leftBehind.count) pictures, \(bytes) bytes. "
                        + "\(findings.named) are in use, \(findings.young) are too young to tell.")
            }
        }
    }

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy pictures from one storage to another.",
            discussion: """
                A storage is directory:PATH or s3://BUCKET; for a bucket the settings with S3 in their names count. \
                Stop it at any time and run it again: what is there already is left alone. Nothing is removed. To move \
                a server, copy, set MINITTER_S3_BUCKET, start it anew, and copy once more for what came in between.
                """)

        @Option(help: "Where the pictures are.", transform: place) var from: StoragePlace
        @Option(help: "Where they shall be, too.", transform: place) var to: StoragePlace
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            let settings = try Program.settings(options)
            if case .directory(let folder) = from, !FileManager.default.fileExists(atPath: folder.path) {
                throw ProgramError("--from names “\(folder.path)”, which is not there.")
            }
            let source = try await PictureStorage(from, settings, makesFolder: false)
            let target = try await PictureStorage(to, settings, makesFolder: true)
            let result: Result<String, any Error>
            do {
                result = .success(try await copy(from: source.storage, to: target.storage))
            } catch {
                result = .failure(error)
            }
            try await source.close()
            try await target.close()
            print(try result.get())
        }

        /// - Returns: what was done.
        private func copy(from source: any ObjectStorage, to target: any ObjectStorage) async throws -> String {
            let total = try await source.list(prefix: "").reduce(into: 0) { count, _ in count += 1 }
            var bar = ProgressBar(label: "Pictures", unit: "pictures", total: total)
            var counts: [ObjectCopy.Outcome: Int] = [:]
            try await ObjectCopy(from: source, to: target).run { outcome in
                counts[outcome, default: 0] += 1
                bar.advance()
            }
            bar.finish()
            return "Copied \(counts[.copied] ?? 0) pictures; \(counts[.wasThere] ?? 0) were there already."
        }

        @Sendable private static func place(_ text: String) throws -> StoragePlace {
            guard let place = StoragePlace(text) else {
                throw ValidationError("“\(text)” is no storage: it takes directory:PATH or s3://BUCKET.")
            }
            return place
        }
    }
}
