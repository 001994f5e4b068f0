import Database
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// Two servers that read from a replica which has stopped following.
    @Suite(.onMySQL) struct ReplicaTests {
        @Test func whoWroteSeesItOnEveryServer() async throws {
            try await MariaDBServer.withReplica { primary, replica in
                let settings: [Setting: String] = [
                    .databaseURL: primary.url(database: "minitter"),
                    .databaseReplicaURL: replica.url(database: "minitter"),
                    .jwtSecret: "the same secret on both servers, 32 bytes",
                ]
                try await withProgram(settings: settings) { one in
                    try await withProgram(settings: settings) { other in
                        let writer = try await one.person("minji")
                        let reader = try await one.person("haneul")
                        _ = try await one.tweet("old", by: writer)
                        for program in [one, other] {
                            try await eventually("reads go to the replica") {
                                try program.log().contains("reads go to the replica") ? true : nil
                            }
                        }
                        try await eventually("the replica has it") {
                            try await other.tweets(of: writer, for: reader.token) == ["old"] ? true : nil
                        }
                        // Whoever wrote until now is no recent writer any more.
                        try await Task.sleep(for: .seconds(10))

                        try await replica.run("STOP SLAVE SQL_THREAD")
                        let answer = try await one.send(
                            .post, "/tweet", json: #"{"tweet":"new"}"#, token: writer.token)
                        let cookie = try #require(answer.header("Set-Cookie")).prefix { $0 != ";" }
                        #expect(try await one.tweets(of: writer, for: writer.token) == ["new", "old"])
                        #expect(
                            try await other.tweets(of: writer, for: reader.token) == ["old"],
                            "this is what tells that the replica is asked")
                        #expect(
                            try await other.tweets(of: writer, for: writer.token, cookie: "\(cookie)")
                                == ["new", "old"])
                    }
                }
            }
        }
    }
}

extension RunningProgram {
    fileprivate func tweets(of person: Person, for token: String, cookie: String? = nil) async throws -> [String] {
        struct Page: Decodable { let tweets: [Tweet] }
        let answer = try await send(
            .get, "/users/\(person.id)/tweets", token: token, cookie: cookie)
        return try answer.decoded(Page.self).tweets.map(\.tweet)
    }
}
