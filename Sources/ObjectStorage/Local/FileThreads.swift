import Foundation

/// Threads on which files are read and written, so that no thread of Swift's concurrency waits for a disk.
struct FileThreads: Sendable {
    private let queue: OperationQueue

    init(count: Int = 8) {
        queue = OperationQueue()
        queue.name = "minitter.files"
        queue.maxConcurrentOperationCount = count
    }

    /// - Parameter action: what the work does, for the error's text: `store profile/7/a.webp`.
    func run<Result: Sendable>(
        _ action: String, _ work: @escaping @Sendable () throws -> Result
    ) async throws(ObjectStorageError) -> Result {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                queue.addOperation { continuation.resume(with: Swift.Result { try work() }) }
            }
        } catch {
            throw ObjectStorageError("can't \(action): \(error.localizedDescription)")
        }
    }
}
