import Foundation
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct MetricsTests {
        @Test func requestsAreCountedByRouteAndStatus() async throws {
            try await withProgram { program in
                for _ in 1...3 { _ = try await program.send(.get, "/ping") }
                for id in 1...2 { _ = try await program.send(.get, "/users/\(id)") }
                _ = try await program.send(.get, "/no/such/page")
                let samples = try await samples(of: program)
                func requests(_ labels: Set<String>) -> [Double] {
                    samples.filter { $0.name == "http_requests_total" && labels.isSubset(of: $0.labels) }.map(\.value)
                }
                #expect(requests([#"method="GET""#, #"route="/ping""#, #"status="200""#]) == [3])
                #expect(requests([#"method="GET""#, #"route="/users/{id}""#, #"status="404""#]) == [2])
                #expect(requests([#"route="NotFound""#, #"status="404""#]) == [1])
                let durations = samples.filter {
                    $0.name == "http_request_duration_seconds_count" && $0.labels.contains(#"route="/ping""#)
                }
                #expect(durations.map(\.value) == [3])
                #expect(samples.contains { $0.name == "password_queue_load" })
            }
        }

        private struct Sample {
            let name: String
            let labels: Set<String>
            let value: Double
        }

        /// Reads all of the text as Prometheus's format 0.0.4
        /// (https://prometheus.io/docs/instrumenting/exposition_formats/).
        private func samples(of program: RunningProgram) async throws -> [Sample] {
            let port = try #require(program.adminPort)
            let answer = try await program.send(.get, "http://127.0.0.1:\(port)/metrics")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type")?.hasPrefix("text/plain; version=0.0.4") == true)
            let comment = #/# (HELP [a-zA-Z_:]\w* .*|TYPE [a-zA-Z_:]\w* (counter|gauge|histogram))/#
            let sample = #/([a-zA-Z_:]\w*)(?:\{((?:[a-zA-Z_]\w*="[^"]*",?)*)\})? (\S+)/#
            return try answer.text.split(separator: "\n").compactMap { line in
                if line.hasPrefix("#") {
                    #expect(line.wholeMatch(of: comment) != nil, "\(line)")
                    return nil
                }
                let parts = try #require(line.wholeMatch(of: sample), "\(line)").output
                let labels = Set((parts.2 ?? "").split(separator: ",").map(String.init))
                return Sample(name: String(parts.1), labels: labels, value: try #require(Double(parts.3), "\(line)"))
            }
        }

        @Test func theyAreNotOnThePublicPort() async throws {
            try await withProgram { program in
                let answer = try await program.send(.get, "/metrics")
                #expect(answer.status == 404)
            }
        }

        #if os(Linux)
            @Test func theAdminPortIsReachedFromThisMachineAlone() async throws {
                try await withProgram { program in
                    let adminPort = try #require(program.adminPort)
                    #expect(try Self.listeningAddresses(of: adminPort) == ["0100007F"])
                }
            }

            /// The addresses on which somebody listens on a port of IPv4, as the kernel writes them: 127.0.0.1 in
            /// hexadecimal, the last byte first.
            private static func listeningAddresses(of port: Int) throws -> [Substring] {
                let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
                let ending = ":" + String(format: "%04X", port)
                return table.split(separator: "\n").compactMap { line in
                    let fields = line.split(separator: " ")
                    // State 0A is LISTEN.
                    return fields[3] == "0A" && fields[1].hasSuffix(ending) ? fields[1].prefix { $0 != ":" } : nil
                }
            }
        #endif

        @Test func thereIsNoAdminPortWhenItIsOff() async throws {
            try await withProgram(settings: [.adminPort: "off"]) { program in
                let answer = try await program.send(.get, "/ping")
                #expect(answer.status == 200)
                #expect(program.adminPort == nil)
            }
        }
    }
}
