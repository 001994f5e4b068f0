import TestSupport

/// One thing that somebody does.
///
/// Its numbers pick among the people and tweets that were ever made (so also those that are gone) at the time when it
/// is played. So a sequence can still be played after steps were left out of it.
enum Step: Sendable {
    case signUp
    case deleteAccount(Int)
    case post(by: Int)
    case deleteOwnTweet(Int)
    case deleteTweet(Int, by: Int)
    case like(Int, by: Int)
    case unlike(Int, by: Int)
    case follow(Int, by: Int)
    case unfollow(Int, by: Int)
    /// What the server does beside the requests.
    case upkeep
    /// What the server does when nobody has come for long.
    case rest
    /// What an operator does.
    case rebuild
}

extension Step {
    /// Random steps after the sign-ups of four people.
    static func sequence(count: Int, using random: inout SeededRandom) -> [Step] {
        Array(repeating: .signUp, count: 4) + (4..<count).map { _ in Step(using: &random) }
    }

    private init(using random: inout SeededRandom) {
        let one = Int.random(in: 0..<1_000, using: &random)
        let other = Int.random(in: 0..<1_000, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<4: self = .signUp
        case 4..<6: self = .deleteAccount(one)
        case 6..<36: self = .post(by: one)
        case 36..<41: self = .deleteOwnTweet(one)
        case 41..<43: self = .deleteTweet(one, by: other)
        case 43..<65: self = .like(one, by: other)
        case 65..<74: self = .unlike(one, by: other)
        case 74..<87: self = .follow(one, by: other)
        case 87..<95: self = .unfollow(one, by: other)
        case 95..<98: self = .upkeep
        case 98: self = .rest
        default: self = .rebuild
        }
    }
}
