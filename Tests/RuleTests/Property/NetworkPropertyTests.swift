import Foundation
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Whatever people do, in whatever order: everybody sees what the oracle says.
///
/// Timelines keep two or three tweets ready, two or three followers make popular, and their tweets are delivered to one
/// or two followers at once, so that all this is crossed all the time; one sequence in five has the usual numbers.
///
/// To play more sequences: `MINITTER_PROPERTY_SEQUENCES=1000 swift test --filter NetworkPropertyTests`; to play one
/// again: `MINITTER_PROPERTY_FIRST_SEED=17 MINITTER_PROPERTY_SEQUENCES=1 …`. `MINITTER_PROPERTY_STEPS` sets their length.
@Suite struct NetworkPropertyTests {
    private static let seeds: [UInt64] = {
        let first = number("MINITTER_PROPERTY_FIRST_SEED") ?? 1
        return (0..<(number("MINITTER_PROPERTY_SEQUENCES") ?? 30)).map { first + $0 }
    }()
    private static let stepCount = Int(number("MINITTER_PROPERTY_STEPS") ?? 150)
    private static let stepsBetweenComparisons = 10

    private static func number(_ variable: String) -> UInt64? {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
    }

    @Test(arguments: seeds)
    func everybodySeesWhatTheOracleSays(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let steps = Step.sequence(count: Self.stepCount, using: &random)
        guard let (prefix, difference) = try await failingPrefix(of: steps, seed: seed) else { return }
        let shrinking = try await Shrinking(prefix, policy: .forSeed(seed), difference: difference)
        Issue.record(
            """
            seed \(seed) fails by step \(prefix.count) of \(steps.count): \(difference)
            With these steps alone: \(shrinking.difference)
            \(shrinking.story.joined(separator: "\n"))
            """)
    }

    /// - Returns: the steps up to the first that shows a difference; nil when none does.
    private func failingPrefix(of steps: [Step], seed: UInt64) async throws -> (steps: [Step], difference: String)? {
        guard let (failed, difference) = try await failure(of: steps, seed: seed) else { return nil }
        // It may have been there since the comparison before.
        for count in max(0, failed - Self.stepsBetweenComparisons)..<failed {
            let prefix = Array(steps[..<count])
            if let earlier = try await Shrinking.failure(of: prefix, policy: .forSeed(seed)) {
                return (prefix, earlier.difference)
            }
        }
        return (Array(steps[..<failed]), difference)
    }

    /// - Returns: after how many steps a difference was seen.
    private func failure(of steps: [Step], seed: UInt64) async throws -> (count: Int, difference: String)? {
        try await TestServices.with(settings: .forPlay(.forSeed(seed))) { test in
            var play = Play(test: test)
            var random = SeededRandom(seed: ~seed)
            for (step, count) in zip(steps, 1...) {
                do {
                    try await play.play(step)
                    if count.isMultiple(of: Self.stepsBetweenComparisons) || count == steps.count {
                        try await play.compare(.sample(SeededRandom(seed: random.next())))
                    }
                } catch {
                    return (count, "\(error)")
                }
            }
            return nil
        }
    }
}

extension TimelinePolicy {
    static func forSeed(_ seed: UInt64) -> TimelinePolicy {
        switch seed % 5 {
        case 0: TimelinePolicy()
        case 1: TimelinePolicy(window: 2, popularFollowers: 2, deliveriesPerTrim: 1, deliveriesAtOnce: 1)
        case 2: TimelinePolicy(window: 3, popularFollowers: 3, deliveriesPerTrim: 2, deliveriesAtOnce: 2)
        case 3: TimelinePolicy(window: 2, popularFollowers: 3, deliveriesPerTrim: 1, deliveriesAtOnce: 1)
        default: TimelinePolicy(window: 3, popularFollowers: 2, deliveriesPerTrim: 1, deliveriesAtOnce: 2)
        }
    }
}

extension TestServices {
    /// Lets so much time pass that no timeline counts as read any more.
    func restTimelines() async throws {
        clock.advance(seconds: 31 * 86_400)
        try await services.timelineKeeper.layUnreadToRest()
    }

    func rebuildTimelines() async throws {
        try await TimelineRebuild(services).makeAll { _, _ in true }
    }

    /// - Returns: what is wrong with the timelines that are kept ready, by their owner.
    func wrongTimelines() async throws -> [String] {
        var wrong: [String] = []
        try await TimelineRebuild(services).compareAll { findings, _ in
            for (owner, finding) in findings where !finding.isRight { wrong.append("\(owner): \(finding)") }
            return true
        }
        return wrong
    }
}
