import Foundation
import ObjectStorage
import Synchronization
import TestSupport
import Testing

/// Credentials that end are renewed in time, by one task.
@Suite struct CredentialKeeperTests {
    @Test func oneTaskFetchesThemHoweverManyWait() async throws {
        let source = Source { number in .success(credentials(number, endsIn: 3_600)) }
        let keeper = source.keeper
        let found = try await withThrowingTaskGroup(of: Credentials.self) { group in
            for _ in 0..<50 { group.addTask { try await keeper.current() } }
            return try await group.reduce(into: Set()) { $0.insert($1.accessKeyID) }
        }
        #expect(found == ["AK0"])
        #expect(source.asked == 1)
    }

    @Test func thoseThatNeverEndAreAskedForOnce() async throws {
        let source = Source { _ in .success(example) }
        let keeper = source.keeper
        for _ in 0..<3 {
            #expect(try await keeper.current() == example)
            source.clock.advance(seconds: 1_000_000)
        }
        #expect(source.asked == 1)
    }

    @Test func theyAreRenewedBeforeTheyEndWithoutAnybodyWaiting() async throws {
        let source = Source { number in .success(credentials(number, endsIn: 3_600)) }
        let keeper = source.keeper
        #expect(try await keeper.current().accessKeyID == "AK0")
        source.clock.advance(seconds: 3_600 - 600)
        source.open(false)
        // Ten minutes before their end they still do.
        #expect(try await keeper.current().accessKeyID == "AK0")
        #expect(keeper.latest()?.accessKeyID == "AK0")
        source.open(true)
        try await eventually { keeper.latest()?.accessKeyID == "AK1" }
        #expect(source.asked == 2)
    }

    @Test func thoseThatHaveEndedAreNotUsed() async throws {
        let source = Source { number in .success(credentials(number, endsIn: 3_600)) }
        let keeper = source.keeper
        _ = try await keeper.current()
        source.clock.advance(seconds: 3_600 - 30)
        #expect(keeper.latest() == nil)
        #expect(try await keeper.current().accessKeyID == "AK1")
    }

    @Test func aFailureIsToldToAllWhoWaitAndTheSourceIsLeftAloneForAWhile() async throws {
        let source = Source { number in
            number == 0 ? .failure(ObjectStorageError("the role is away")) : .success(credentials(number, endsIn: nil))
        }
        let keeper = source.keeper
        for _ in 0..<3 {
            let error = await #expect(throws: ObjectStorageError.self) { try await keeper.current() }
            #expect(error?.description == "the role is away")
        }
        #expect(source.asked == 1)
        source.clock.advance(seconds: 6)
        #expect(try await keeper.current().accessKeyID == "AK1")
    }

    @Test func aFailureToRenewLeavesThoseThatAreStillGood() async throws {
        let source = Source { number in
            number == 0 ? .success(credentials(0, endsIn: 3_600)) : .failure(ObjectStorageError("the role is away"))
        }
        let keeper = source.keeper
        _ = try await keeper.current()
        source.clock.advance(seconds: 3_600 - 600)
        for _ in 0..<5 {
            #expect(try await keeper.current().accessKeyID == "AK0")
            try await eventually { source.asked == 2 }
        }
        #expect(source.asked == 2)
    }

    @Test func noneAnywhereIsAnErrorThatSaysWhatToDo() async throws {
        let keeper = CredentialKeeper(CredentialChain([EnvironmentCredentials([:])]))
        let error = await #expect(throws: ObjectStorageError.self) { try await keeper.current() }
        #expect(error?.description == "there are no AWS credentials: set AWS_ACCESS_KEY_ID or give a role")
    }

    /// Those of a fetch, in a test whose clock starts in 1970.
    private func credentials(_ number: Int, endsIn seconds: Double?) -> Credentials {
        Credentials(
            accessKeyID: "AK\(number)", secretAccessKey: "SK", sessionToken: "T",
            expiration: seconds.map { Date(timeIntervalSince1970: $0 * Double(number + 1)) })
    }

    private func eventually(_ condition: () -> Bool) async throws {
        for _ in 0..<1_000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }
}

/// A source that is a fake: it counts how often it was asked, and answers when a test lets it.
private final class Source: CredentialSource {
    let clock = TestClock(start: 0)
    private let answer: @Sendable (Int) -> Result<Credentials, ObjectStorageError>
    private let state = Mutex((asked: 0, isOpen: true))

    init(_ answer: @escaping @Sendable (Int) -> Result<Credentials, ObjectStorageError>) {
        self.answer = answer
    }

    var keeper: CredentialKeeper {
        CredentialKeeper(self) { [clock] in clock.date }
    }

    var asked: Int { state.withLock { $0.asked } }

    func open(_ isOpen: Bool) { state.withLock { $0.isOpen = isOpen } }

    func credentials() async throws -> Credentials? {
        let number = state.withLock { state in
            state.asked += 1
            return state.asked - 1
        }
        while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(1)) }
        // Others that come meanwhile wait for this one.
        try await Task.sleep(for: .milliseconds(20))
        return try answer(number).get()
    }
}
