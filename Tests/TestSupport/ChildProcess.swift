package import Foundation

/// A process that this one started, with files in place of its standard input, output and errors: nothing can wait
/// for a pipe to be read, and what it wrote is there after it was killed.
package final class ChildProcess: Sendable {
    package enum End: Sendable, Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    package let id: pid_t
    private let end: Task<End, any Error>
    private let over = Flag()

    package init(
        _ executable: URL, _ arguments: [String], environment: [String: String], directory: URL, input: URL? = nil,
        output: URL, errors: URL
    ) throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = directory
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        process.standardOutput = try Self.newFile(output)
        process.standardError = try Self.newFile(errors)
        let (ends, continuation) = AsyncStream.makeStream(of: End.self)
        process.terminationHandler = { [over] process in
            over.isSet = true
            let status = process.terminationStatus
            continuation.yield(process.terminationReason == .exit ? .exit(status) : .signal(status))
            continuation.finish()
        }
        try process.run()
        id = process.processIdentifier
        end = Task {
            for await end in ends { return end }
            throw CancellationError()
        }
    }

    private static func newFile(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    /// How it ended; waits until it has. A test that is cut off at its time limit kills it.
    package func ended() async throws -> End {
        try await withTaskCancellationHandler {
            try await end.value
        } onCancel: {
            send(SIGKILL)
        }
    }

    package var hasEnded: Bool { over.isSet }

    /// Sends a signal, unless it has ended: its id may be another's after that.
    package func send(_ signal: Int32) {
        if !hasEnded { kill(id, signal) }
    }
}
