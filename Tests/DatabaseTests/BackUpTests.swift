import Database
import Foundation
import TestSupport
import Testing

@Suite(.onSQLite) struct BackUpTests {
    /// Each write adds two rows, so that a copy of half a write would show an odd number.
    @Test func aBackUpMadeWhileOthersWriteIsWholeAndHoldsWhatWasAcknowledged() async throws {
        try await withTemporaryFolder { folder in
            try await withNotesFile { database in
                let (written, copies) = (Counter(), Counter())
                async let writing: Void = {
                    while copies.value < 5, !Task.isCancelled {
                        try await database.write { db in
                            for _ in 1...2 { try db.execute("INSERT INTO notes (body) VALUES (NULL)") }
                        }
                        written.add(2)
                    }
                }()
                for number in 1...5 {
                    await written.untilAtLeast(number * 20)
                    let acknowledged = written.value
                    let path = folder.appendingPathComponent("copy\(number).sqlite").path
                    try database.backUp(toPath: path)

                    let copy = try SQLiteDatabase(path: path)
                    let count = try await copy.notes().count
                    #expect(count >= acknowledged)
                    #expect(count.isMultiple(of: 2))
                    let check = try await copy.read { db in try db.value("PRAGMA integrity_check", as: String.self) }
                    #expect(check == "ok")
                    try await copy.close()
                    copies.add(1)
                }
                try await writing
            }
        }
    }

    @Test func aBackUpIsAFileOfItsOwnThatCanBeWorkedOn() async throws {
        try await withTemporaryFolder { folder in
            try await withNotesFile { database in
                try await database.insertNote("안녕")
                let path = folder.appendingPathComponent("copy'; .sqlite").path
                try database.backUp(toPath: path)
                try await database.insertNote("later")

                let copy = try SQLiteDatabase(path: path)
                try await copy.insertNote("in the copy")
                #expect(try await copy.notes() == ["안녕", "in the copy"])
                try await copy.close()
                #expect(try await database.notes() == ["안녕", "later"])
            }
        }
    }

    @Test func aFileThatIsThereIsNotOverwritten() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("precious")
            try Data("precious".utf8).write(to: file)
            try await withNotesFile { database in
                #expect(throws: DatabaseError.self) { try database.backUp(toPath: file.path) }
                await #expect(throws: Never.self) { try await database.insertNote("the database goes on") }
            }
            #expect(try Data(contentsOf: file) == Data("precious".utf8))
        }
    }
}
