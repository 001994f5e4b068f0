import MinitterModel
import MinitterService
import TestSupport

/// Makes a sequence of steps that fails short enough to be understood.
struct Shrinking {
    /// The shortest sequence that was found to fail.
    let steps: [Step]
    /// What its last step showed.
    let difference: String
    /// Its steps in words.
    let story: [String]

    /// - Parameter steps: they fail at the last of them, as far as is known.
    init(_ steps: [Step], policy: TimelinePolicy, difference: String) async throws {
        var shortest = Shrinking(steps: steps, difference: difference, story: [])
        // Larger parts first, then single steps.
        var size = max(1, steps.count / 2)
        while size >= 1 {
            var start = 0
            while start < shortest.steps.count {
                var fewer = shortest.steps
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                if let failure = try await Self.failure(of: fewer, policy: policy) {
                    shortest = failure
                } else {
                    start += size
                }
            }
            size /= 2
        }
        self = shortest
    }

    private init(steps: [Step], difference: String, story: [String]) {
        self.steps = steps
        self.difference = difference
        self.story = story
    }

    /// Plays the steps and compares everything after the last.
    ///
    /// - Returns: nil when service and oracle agree.
    static func failure(of steps: [Step], policy: TimelinePolicy) async throws -> Shrinking? {
        try await TestServices.with(settings: .forPlay(policy)) { test in
            var play = Play(test: test)
            do {
                for step in steps { try await play.play(step) }
                try await play.compare(.everything)
                return nil
            } catch {
                return Shrinking(steps: steps, difference: "\(error)", story: play.story)
            }
        }
    }
}
