import MinitterModel
import TestSupport
import Testing

@testable import MinitterService

@Suite struct HashingQueueTests {
    @Test func aFullQueueRefusesWhatNeedsAPasswordAndNothingElse() async throws {
        try await withFullQueue { test, minji in
            let services = test.services
            #expect(try await refusal { try await test.person("haneul") } == .busy)
            #expect(
                try await refusal { try await services.logIns.logIn(email: minji.email, password: "password") } == .busy
            )

            let tweet = try await services.tweets.post("still here", by: minji.id)
            #expect(try await services.timelines.page(of: minji.id, for: nil, PageRequest()).items == [tweet])
            #expect(
                try await services.users.edit(minji.id, name: "m", profile: nil, email: nil, password: nil).name == "m")
        }
    }

    /// Were an unknown e-mail answered without hashing, the time that it takes would tell it from a wrong password.
    @Test func anUnknownEmailWaitsInTheQueueToo() async throws {
        try await withFullQueue { test, _ in
            let refused = try await refusal {
                try await test.services.logIns.logIn(email: "nobody@example.com", password: "password")
            }
            #expect(refused == .busy)
        }
    }

    @Test func itTakesWorkAgainWhenThereIsRoom() async throws {
        try await TestServices.with(settings: .oneThreadAndNoQueue) { test in
            let minji = try await test.person("minji")
            try await withThreadHeld(in: test) {
                let refused = try await refusal {
                    try await test.services.logIns.logIn(email: minji.email, password: "password")
                }
                #expect(refused == .busy)
            }
            #expect(test.services.passwordWorkers.load == 0)
            #expect(try await test.services.logIns.logIn(email: minji.email, password: "password").userID == minji.id)
        }
    }

    /// The thread may be kept from running for long after it has answered: it is nicer than all others.
    @Test func whoeverHasAnAnswerFindsThePlaceFree() async throws {
        let workers = WorkerPool(name: "test", threads: 1, maximumWaiting: 0)
        for turn in 1...2_000 {
            #expect(try await workers.run { turn } == turn)
            #expect(workers.load == 0)
        }
    }

    /// With a person, minji, who came before it was full.
    private func withFullQueue(_ body: (TestServices, User) async throws -> Void) async throws {
        try await TestServices.with(settings: .oneThreadAndNoQueue) { test in
            let minji = try await test.person("minji")
            try await withThreadHeld(in: test) { try await body(test, minji) }
        }
    }

    /// Occupies the one thread until the body has returned.
    private func withThreadHeld(in test: TestServices, _ body: () async throws -> Void) async throws {
        let gate = Gate()
        async let held: Void = test.services.passwordWorkers.run { gate.wait() }
        do {
            await gate.untilReached()
            try await body()
        } catch {
            gate.open()
            throw error
        }
        gate.open()
        try await held
    }
}

extension ServiceSettings {
    fileprivate static var oneThreadAndNoQueue: ServiceSettings {
        var settings = ServiceSettings.forTests
        settings.passwordThreads = 1
        settings.maximumWaitingPasswords = 0
        return settings
    }
}
