import Foundation
import HummingbirdTesting
import MinitterModel
import MinitterService
import NIOCore
import TestSupport

/// A list that an endpoint shows, filled with entries.
struct TestList: Sendable {
    let owner: (id: Int64, token: String)
    /// The ids of the tweets or people in it.
    let newestFirst: [Int64]
    private let itemsName: String

    init(in endpoint: Endpoint, app: TestApplication, count: Int) async throws {
        let owner = try await app.person("minji")
        self.owner = owner
        switch endpoint.path {
        case "/users/{id}/followers":
            itemsName = "users"
            newestFirst = try await Self.people(app, count) { try await app.services.follow(owner.id, by: $0) }
        case "/users/{id}/following":
            itemsName = "users"
            newestFirst = try await Self.people(app, count) { try await app.services.follow($0, by: owner.id) }
        case "/users/{id}/likes":
            itemsName = "likes"
            // In another order than they were written in.
            let tweets = try await Self.tweets(app, count, by: owner.id)
            newestFirst = tweets.filter { $0.isMultiple(of: 2) } + tweets.filter { !$0.isMultiple(of: 2) }
            for id in newestFirst.reversed() { _ = try await app.services.services.likes.like(id, by: owner.id) }
        default:
            itemsName = endpoint.path.hasPrefix("/timeline") ? "timeline" : "tweets"
            newestFirst = try await Self.tweets(app, count, by: owner.id)
        }
    }

    private static func tweets(_ app: TestApplication, _ count: Int, by author: Int64) async throws -> [Int64] {
        var ids: [Int64] = []
        for number in 1...count { ids.append(try await app.services.services.tweets.post("\(number)", by: author).id) }
        return ids.reversed()
    }

    private static func people(
        _ app: TestApplication, _ count: Int, _ join: (Int64) async throws -> Void
    ) async throws -> [Int64] {
        var ids: [Int64] = []
        for number in 1...count {
            ids.append(try await app.services.person("person\(number)").id)
            try await join(ids.last!)
        }
        return ids.reversed()
    }

    /// The ids of the items in an answer.
    func ids(in response: TestResponse) -> [Int64] {
        let items = (try? JSON(response))?[itemsName].elements ?? []
        return items.compactMap { item in
            if case .integer(let id) = item["id"] { id } else { nil }
        }
    }
}

extension TestServices {
    fileprivate func follow(_ followed: Int64, by follower: Int64) async throws {
        _ = try await services.follows.follow(followed, by: follower)
    }
}
