import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// `minitter media` beside the pictures of a data directory.
    @Suite struct MediaCommandTests {
        private static let threeDays = TimeInterval(3 * 86_400)

        @Test func pruneListsAndRemovesWhatNoRowNamesAndIsOld() async throws {
            try await withProgram { program in
                // With none in use it would rather be another database's folder.
                _ = try await SlowRequest.picture(program, try await program.person("minji")).finished()
                let pictures = program.dataDirectory.appendingPathComponent("pictures")
                let old = try write("profile/7/old-1.webp", in: pictures, age: Self.threeDays)
                let young = try write("profile/7/young-2.webp", in: pictures)

                let listed = try await program.command("media", "prune", "--dry-run")
                #expect(listed.end == .exit(0))
                #expect(listed.output.contains("profile/7/old-1.webp\t9\n"))
                #expect(listed.output.contains("Would remove 1 pictures, 9 bytes."))
                #expect(FileManager.default.fileExists(atPath: old.path))

                let removed = try await program.command("media", "prune")
                #expect(removed.end == .exit(0))
                #expect(removed.output.contains("Removed 1 pictures, 9 bytes."))
                #expect(!FileManager.default.fileExists(atPath: old.path))
                #expect(FileManager.default.fileExists(atPath: young.path))
            }
        }

        @Test func picturesOfWhichNoneIsInUseAreKeptUnlessThatIsForced() async throws {
            try await withProgram { program in
                let pictures = program.dataDirectory.appendingPathComponent("pictures")
                let old = try write("profile/7/old-1.webp", in: pictures, age: Self.threeDays)
                let refused = try await program.command("media", "prune")
                #expect(refused.end == .exit(1))
                #expect(refused.errors.contains("1 pictures are named by no account and 0 are: is this their"))
                #expect(FileManager.default.fileExists(atPath: old.path))
                #expect(try await program.command("media", "prune", "--force").end == .exit(0))
                #expect(!FileManager.default.fileExists(atPath: old.path))
            }
        }

        @Test func copyFromAFolderThatIsNotThereIsRefused() async throws {
            try await withTemporaryFolder { folder in
                let missing = folder.appendingPathComponent("typo")
                let outcome = try await BuiltProgram.run(
                    ["media", "copy", "--from", "directory:\(missing.path)", "--to", "directory:\(folder.path)/to"])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("--from names “\(missing.path)”, which is not there."))
                #expect(!FileManager.default.fileExists(atPath: missing.path))
            }
        }

        @Test func copyTakesAlongWhatIsNotThereYet() async throws {
            try await withTemporaryFolder { folder in
                let (from, to) = (folder.appendingPathComponent("from"), folder.appendingPathComponent("to"))
                try FileManager.default.createDirectory(at: to, withIntermediateDirectories: true)
                _ = try write("profile/7/a.webp", in: from)
                let arguments = ["media", "copy", "--from", "directory:\(from.path)", "--to", "directory:\(to.path)"]
                let first = try await BuiltProgram.run(arguments)
                #expect(first.end == .exit(0))
                #expect(first.output.contains("Copied 1 pictures; 0 were there already."))
                _ = try write("profile/8/b.webp", in: from)
                #expect(
                    try await BuiltProgram.run(arguments).output.contains("Copied 1 pictures; 1 were there already."))
                for name in ["profile/7/a.webp", "profile/8/b.webp"] {
                    #expect(try Data(contentsOf: to.appendingPathComponent(name)) == Data("a picture".utf8))
                }
            }
        }

        @Test func aStorageThatIsNoneIsRefused() async throws {
            let outcome = try await BuiltProgram.run(["media", "copy", "--from", "nonsense", "--to", "s3://media"])
            #expect(outcome.end == .exit(64))
            #expect(outcome.errors.contains("is no storage: it takes directory:PATH or s3://BUCKET."))
        }

        private func write(_ name: String, in folder: URL, age: TimeInterval = 0) throws -> URL {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("a picture".utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
            return file
        }
    }
}
