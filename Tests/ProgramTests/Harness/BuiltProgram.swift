import Foundation
import TestSupport

/// The program as it was built beside the tests, run to its end.
enum BuiltProgram {
    static let executable: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return folder.appendingPathComponent("minitter")
    }()

    /// This process's environment without what would change the program's settings.
    static let cleanEnvironment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MINITTER_") }

    /// What a command printed, and how it ended.
    struct Outcome: Sendable {
        let end: ChildProcess.End
        let output: String
        let errors: String
    }

    /// - Parameters:
    ///   - environment: is set beside what this process has.
    ///   - input: the command's standard input.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        try await run(executable, arguments, environment: environment, input: input)
    }

    /// - Parameter directory: where the command runs; a folder that is gone after it when nil.
    static func run(
        _ executable: URL, _ arguments: [String], environment: [String: String] = [:], input: String = "",
        in directory: URL? = nil
    ) async throws -> Outcome {
        try await withTemporaryFolder { folder in
            let file = { (name: String) in folder.appendingPathComponent(name) }
            try input.write(to: file("input"), atomically: false, encoding: .utf8)
            let process = try ChildProcess(
                executable, arguments, environment: cleanEnvironment.merging(environment) { $1 },
                directory: directory ?? folder, input: file("input"), output: file("output"), errors: file("errors"))
            let end = try await process.ended()
            return Outcome(
                end: end, output: try String(contentsOf: file("output"), encoding: .utf8),
                errors: try String(contentsOf: file("errors"), encoding: .utf8))
        }
    }
}
