import Database
import Foundation
import TestSupport
import Testing

/// A primary and a replica, both real; the replica's work is stopped to make it lag.
@Suite(.onMySQL) struct ReplicaTests {
    @Test func whoWroteSeesItAtOnceAndOthersWhenItHasArrived() async throws {
        try await withReplica { database, replica in
            try await database.write(by: 1) { db in _ = try db.insert("INSERT INTO notes (body) VALUES (\("old"))") }
            try await eventually("the replica has it and is used") { () -> Bool? in
                try await database.upkeep()
                guard database.usesReplica else { return nil }
                return try await database.sees("old", for: 2) ? true : nil
            }
            try await replica.run("STOP SLAVE SQL_THREAD")
            try await database.write(by: 1) { db in _ = try db.insert("INSERT INTO notes (body) VALUES (\("new"))") }
            #expect(try await database.sees("new", for: 1))
            // What was found of the replica is believed for three seconds.
            try await database.upkeep()
            #expect(try await !database.sees("new", for: 2), "this is what tells that the replica is asked")
            #expect(try await !database.sees("new", for: nil))
            #expect(try await database.notes() == ["old", "new"], "nobody asked for less than the present")

            try await replica.run("START SLAVE SQL_THREAD")
            try await eventually("the replica has caught up") { () -> Bool? in
                try await database.upkeep()
                guard database.usesReplica else { return nil }
                return try await database.sees("new", for: 2) ? true : nil
            }
        }
    }

    /// It may only not have arrived: a link to a tweet must not lead nowhere.
    @Test func whatIsMissedOnTheReplicaIsLookedForOnThePrimary() async throws {
        struct Missing: Error {}
        try await withReplica { database, replica in
            try await eventually("the replica is used") {
                try? await database.upkeep()
                return database.usesReplica ? true : nil
            }
            try await replica.run("STOP SLAVE SQL_THREAD")
            try await database.write(by: 1) { db in _ = try db.insert("INSERT INTO notes (body) VALUES (\("new"))") }
            let found = try await database.read(for: 2) { db in
                guard let note = try db.notes().first else { throw Missing() }
                return note
            }
            #expect(found == "new")
            await #expect(throws: Missing.self) { try await database.read(for: 2) { _ in throw Missing() } }
        }
    }

    @Test func aReplicaThatLagsFarOrIsAwayIsNotAsked() async throws {
        try await withReplica { database, replica in
            try await eventually("the replica is used") {
                try? await database.upkeep()
                return database.usesReplica ? true : nil
            }
            try await replica.run("STOP SLAVE SQL_THREAD")
            try await database.write(by: 1) { db in _ = try db.insert("INSERT INTO notes (body) VALUES (\("new"))") }
            try await eventually("the lag is seen") {
                try await database.upkeep()
                return database.usesReplica ? nil : true
            }
            #expect(try await database.sees("new", for: 2))

            try await replica.run("START SLAVE SQL_THREAD")
            try await eventually("the replica is used again") {
                try await database.upkeep()
                return database.usesReplica ? true : nil
            }
            await replica.kill()
            #expect(try await database.sees("new", for: 2))
            #expect(!database.usesReplica)
            await #expect(throws: DatabaseError.self) { try await database.upkeep() }
            #expect(try await database.sees("new", for: nil))
        }
    }

    private func withReplica(_ body: (ReplicatedDatabase, MariaDBServer) async throws -> Void) async throws {
        try await MariaDBServer.withReplica { primary, replica in
            let writer = MySQLDatabase(try await primary.configuration(database: "notes"))
            try await writer.makeNotes()
            try await writer.write { db in _ = try db.execute(ReplicationHeartbeat.table(db.dialect)) }
            let database = ReplicatedDatabase(
                primary: writer, replica: MySQLDatabase(try await replica.configuration(database: "notes")))
            try await body(database, replica)
            try await database.close()
        }
    }
}

extension ReplicatedDatabase {
    fileprivate func sees(_ text: String, for reader: Int64?) async throws -> Bool {
        try await read(for: reader) { db in try db.notes().contains(text) }
    }
}
