import Database
import TestSupport
import Testing

@Suite struct WriteTests {
    private struct Refused: Error {}

    @Test(arguments: [true, false])
    func aWriteThatThrowsWritesNothing(isInMemory: Bool) async throws {
        try await withNotes(isInMemory: isInMemory) { database in
            try await database.insertNote("kept")
            await #expect(throws: Refused.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO notes (body) VALUES (\("dropped"))")
                    try db.execute("UPDATE notes SET body = \("changed") WHERE body = \("kept")")
                    throw Refused()
                }
            }
            #expect(try await database.notes() == ["kept"])
        }
    }

    @Test func aStatementThatFailsLeavesTheRestOfItsWrite() async throws {
        try await withNotes { database in
            try await database.write { db in
                try db.execute("INSERT INTO notes (body) VALUES (\("first"))")
                // Three rows of which the last is refused: none of this statement is kept.
                #expect(throws: DatabaseError.self) {
                    try db.execute("INSERT INTO notes (body) VALUES (\("x")), (\("y")), (\("first"))")
                }
                try db.execute("INSERT INTO notes (body) VALUES (\("last"))")
            }
            #expect(try await database.notes() == ["first", "last"])
        }
    }

    @Test func aWriteSeesWhatItWroteAndOthersSeeItAfterwards() async throws {
        try await withNotes(isInMemory: false) { database in
            let seen = try await database.write { db in
                try db.execute("INSERT INTO notes (body) VALUES (\("a"))")
                return try db.notes()
            }
            #expect(seen == ["a"])
            #expect(try await database.notes() == ["a"])
        }
    }

    /// They are made to wait, so that they share transactions.
    @Test(arguments: [true, false])
    func ofManyWritesAtOnceExactlyThoseFailThatThrow(isInMemory: Bool) async throws {
        try await withNotes(isInMemory: isInMemory) { database in
            try await database.insertNote("taken")
            let gate = Gate()
            async let holding: Void = database.write { _ in gate.wait() }
            await gate.untilReached()

            let count = 600
            let begun = Counter()
            let failed = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<count {
                    group.addTask {
                        begun.add(1)
                        return try await Self.write(number, to: database) ? nil : number
                    }
                }
                await begun.untilAtLeast(count)
                gate.open()
                return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
            }
            try await holding
            #expect(failed == Set((0..<count).filter { !$0.isMultiple(of: 4) && $0 % 4 != 3 }))
            let expected = Set((0..<count).filter { $0.isMultiple(of: 4) || $0 % 4 == 3 }.map { "\($0)" })
            #expect(Set(try await database.notes()) == expected.union(["taken"]))
        }
    }

    /// Every fourth writes, the next throws, the next violates a constraint, and the last gets over a violation.
    ///
    /// - Returns: whether it was written.
    private static func write(_ number: Int, to database: any Database) async throws -> Bool {
        do {
            try await database.write { db in
                try db.execute("INSERT INTO notes (body) VALUES (\("\(number)"))")
                switch number % 4 {
                case 0: break
                case 1: throw Refused()
                case 2: try db.execute("INSERT INTO notes (body) VALUES (\("taken"))")
                default: _ = try? db.execute("INSERT INTO notes (body) VALUES (\("taken"))")
                }
            }
            return true
        } catch is Refused {
            return false
        } catch DatabaseError.uniqueViolation(constraint: "notes_body") {
            return false
        }
    }

    @Test(.onSQLite) func whenTooManyWaitOneMoreIsBusyAndTheOthersAreDone() async throws {
        try await withNotesFile(maximumWaiting: 2) { database in
            let gate = Gate()
            async let holding: Void = database.write { _ in gate.wait() }
            await gate.untilReached()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...3 {
                    group.addTask {
                        do {
                            try await database.insertNote("\(number)")
                            return true
                        } catch DatabaseError.busy {
                            return false
                        }
                    }
                }
                // Only the one that is refused is answered while the writer is held.
                #expect(try await group.next() == false)
                gate.open()
                while let isDone = try await group.next() { #expect(isDone) }
            }
            try await holding
            #expect(try await database.notes().count == 2)
        }
    }
}
