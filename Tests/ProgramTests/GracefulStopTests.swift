import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct GracefulStopTests {
        /// Clients as behind a balancer: it asks `/readyz` every 50 ms and sends nothing more when that turns 503.
        @Test func noRequestFailsWhenItIsStoppedUnderLoad() async throws {
            try await withProgram(settings: [.drainSeconds: "5", .bcryptCost: "12"]) { program in
                let person = try await program.person("minji")
                let isServed = Flag(true)
                let failures = Notes<[String]>([])
                let rounds = Notes(0)
                try await withThrowingTaskGroup { group in
                    for number in 1...8 {
                        group.addTask {
                            while isServed.isSet, !Task.isCancelled {
                                let failed = await Self.call(program, person, number)
                                failures.note { $0 += failed }
                                rounds.note { $0 += 1 }
                            }
                        }
                    }
                    let upload = try await SlowRequest.picture(program, person)
                    let logIn = try await SlowRequest.logIn(program, person)
                    try await eventually("clients are served") { rounds.all > 20 ? true : nil }

                    program.send(signal: SIGTERM)
                    let ready = try await Self.awaitUnready(program)
                    isServed.isSet = false
                    #expect(ready.header("Connection") == "close")
                    let late = try await program.send(.get, "/ping")
                    #expect(late.status == 200)
                    #expect(late.header("Connection") == "close")
                    try await group.waitForAll()

                    // What was begun before may end after the server has stopped listening.
                    try await eventually("no connection is taken") { await program.isListening ? nil : true }
                    for request in [logIn, upload] {
                        let answer = try await request.finished()
                        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
                        #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
                    }
                }
                #expect(try await program.ended() == .exit(0))
                #expect(failures.all == [])
            }
        }

        @Test func itStopsAtOnceWhenNobodyIsServed() async throws {
            try await withProgram { program in
                program.send(signal: SIGINT)
                let end = try await program.ended()
                #expect(end == .exit(0))
            }
        }

        @Test func aRequestThatNeverEndsIsCutAfterTheStopTimeout() async throws {
            try await withProgram(settings: [.stopTimeout: "1"]) { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send(
                    """
                    POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                    Expect: 100-continue\r\nContent-Length: 9\r\n\r\n
                    """)
                #expect(await connection.received(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
                program.send(signal: SIGTERM)
                #expect(try await program.ended() == .exit(0))
                #expect(await !connection.receivedUntilClosed().contains("200 OK"))
            }
        }

        /// - Returns: what failed.
        private static func call(_ program: RunningProgram, _ person: Person, _ number: Int) async -> [String] {
            var failures: [String] = []
            let tweet = #"{"tweet":"from client \#(number)"}"#
            let calls: [(Method, String, String?)] = [
                (.get, "/timeline", nil), (.post, "/tweet", tweet), (.get, "/ping", nil),
            ]
            for (method, path, json) in calls {
                do {
                    let answer = try await program.send(method, path, json: json, token: person.token)
                    if answer.status != 200 { failures.append("\(path): \(answer.status) \(answer.text)") }
                } catch {
                    failures.append("\(path): \(error)")
                }
            }
            return failures
        }

        private static func awaitUnready(_ program: RunningProgram) async throws -> Answer {
            while true {
                let answer = try await program.send(.get, "/readyz")
                guard answer.status == 200 else { return answer }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
