/// Asks again and again until there is an answer.
///
/// - Parameters:
///   - what: is waited for, for the message.
///   - limit: after which it counts as never.
/// - Throws: what the question throws, or ``NeverHappened`` at the limit.
@discardableResult
package func eventually<Value>(
    _ what: String, within limit: Duration = .seconds(30), _ question: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    repeat {
        if let value = try await question() { return value }
        try await Task.sleep(for: .milliseconds(20))
    } while ContinuousClock.now < deadline
    throw NeverHappened(description: "After \(limit) it is still not so that \(what).")
}

package struct NeverHappened: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) {
        self.description = description
    }
}

/// Runs the second closure after the first, also when that throws.
package func finally<Result>(
    _ body: () async throws -> Result, then cleanUp: () async -> Void
) async throws -> Result {
    do {
        let result = try await body()
        await cleanUp()
        return result
    } catch {
        await cleanUp()
        throw error
    }
}
