import MinitterService
import Synchronization
import TestSupport
import Testing

/// Each check of a bucket is billed, and balancers ask all the time.
@Suite struct StorageHealthTests {
    private let storage = InMemoryStorage()
    private let clock = Clock()

    private func health() -> StorageHealth { StorageHealth(storage, patience: .seconds(30)) { [clock] in clock.now } }

    @Test func aGoodAnswerIsKeptForAWhile() async {
        let health = health()
        #expect(await health.problem() == nil)
        storage.faults.failing = [.checkAvailability]
        clock.advance(by: StorageHealth.goodFor - .milliseconds(1))
        #expect(await health.problem() == nil)
        #expect(storage.count(of: .checkAvailability) == 1)
        clock.advance(by: .milliseconds(1))
        #expect(await health.problem() != nil)
    }

    @Test func aBadAnswerIsKeptForLess() async {
        let health = health()
        storage.faults.failing = [.checkAvailability]
        #expect(await health.problem() != nil)
        storage.faults.failing = []
        clock.advance(by: StorageHealth.badFor - .milliseconds(1))
        #expect(await health.problem() != nil)
        #expect(storage.count(of: .checkAvailability) == 1)
        clock.advance(by: .milliseconds(1))
        #expect(await health.problem() == nil)
    }

    @Test func thoseWhoAskAtOnceShareACheck() async {
        let health = health()
        storage.faults.delay = .milliseconds(100)
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...20 { group.addTask { #expect(await health.problem() == nil) } }
        }
        #expect(storage.count(of: .checkAvailability) == 1)
    }
}

private final class Clock: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { instant.withLock { $0 } }

    func advance(by duration: Duration) {
        instant.withLock { $0 += duration }
    }
}
