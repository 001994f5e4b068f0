import Foundation
import Testing

/// The logs of the programs that a test runs, which are shown beside what failed in it.
enum ProgramLog {
    @TaskLocal static var current: [URL] = []

    /// The last lines of each.
    static var tail: String {
        let logs = current.map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }
        return logs.map { log in
            "The program's log ends:\n" + log.split(separator: "\n").suffix(25).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Adds the logs to an error, which the test's end records when they are gone.
    static func attached<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as ExpectationFailedError {
            // Was recorded when it was thrown.
            throw error
        } catch let error as ProgramFailure where error.hasLog {
            throw error
        } catch {
            throw ProgramFailure("\(error)", log: tail)
        }
    }
}

/// Why a test could not go on.
struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
    let hasLog: Bool

    init(_ problem: String, log: String? = nil) {
        description = log.map { "\(problem)\n\($0)" } ?? problem
        hasLog = log != nil
    }
}

extension Trait where Self == IssueHandlingTrait {
    /// Shows the logs of the programs that run beside an expectation that fails.
    static var showsProgramLogs: Self {
        .compactMapIssues { issue in
            var issue = issue
            if !ProgramLog.current.isEmpty { issue.comments.append(Comment(rawValue: ProgramLog.tail)) }
            return issue
        }
    }
}
