package import Database
package import Foundation
import Synchronization

/// A clock that stands still until it is moved: a fake, because time can't be had on demand.
package final class TestClock: Sendable {
    private let milliseconds: Mutex<Int64>

    /// - Parameter start: milliseconds since 1970; some moment in 2026 unless given.
    package init(start: Int64 = 1_780_000_000_000) {
        milliseconds = Mutex(start)
    }

    package var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    package var date: Date { Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000) }

    package func advance(seconds: Int64) {
        milliseconds.withLock { $0 += seconds * 1_000 }
    }
}
