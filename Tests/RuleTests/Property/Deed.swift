import MinitterModel
import MinitterService
import TestSupport

/// What somebody does, to whom.
enum Deed: Sendable {
    case signUp(name: String)
    case deleteAccount(Int64)
    case post(String, by: Int64)
    case deleteTweet(Int64, by: Int64)
    case like(Int64, by: Int64)
    case unlike(Int64, by: Int64)
    case follow(Int64, by: Int64)
    case unfollow(Int64, by: Int64)
}

extension TestServices {
    /// - Returns: the id of the person or tweet that was made.
    func perform(_ deed: Deed) async throws -> Int64? {
        switch deed {
        case .signUp(let name): return try await person(name).id
        case .post(let text, let author): return try await services.tweets.post(text, by: author).id
        case .deleteAccount(let person):
            try await services.users.delete(person)
            try await services.users.finishDeletions()
        case .deleteTweet(let tweet, let person): try await services.tweets.delete(tweet, by: person)
        case .like(let tweet, let person): _ = try await services.likes.like(tweet, by: person)
        case .unlike(let tweet, let person): _ = try await services.likes.unlike(tweet, by: person)
        case .follow(let followed, let follower): _ = try await services.follows.follow(followed, by: follower)
        case .unfollow(let followed, let follower): _ = try await services.follows.unfollow(followed, by: follower)
        }
        return nil
    }
}

extension ServiceSettings {
    /// Few rows are deleted at once, so that nearly every account and many a tweet is deleted in parts.
    static func forPlay(_ timeline: TimelinePolicy) -> ServiceSettings {
        .forTests(timeline: timeline, deletedRowsAtOnce: 2)
    }
}

extension Deed: CustomStringConvertible {
    var description: String {
        switch self {
        case .signUp(let name): "\(name) signs up"
        case .deleteAccount(let person): "\(person) deletes the account"
        case .post(let text, let author): "\(author) posts “\(text)”"
        case .deleteTweet(let tweet, let person): "\(person) deletes tweet \(tweet)"
        case .like(let tweet, let person): "\(person) likes tweet \(tweet)"
        case .unlike(let tweet, let person): "\(person) unlikes tweet \(tweet)"
        case .follow(let followed, let follower): "\(follower) follows \(followed)"
        case .unfollow(let followed, let follower): "\(follower) unfollows \(followed)"
        }
    }
}
