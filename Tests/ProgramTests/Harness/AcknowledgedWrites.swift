import Testing

/// What clients were answered 200 for, and so must be there whatever happened after.
struct AcknowledgedWrites {
    var people: [Int64] = []
    private(set) var tweets: [Int64: Tweet] = [:]
    private(set) var likes: Set<Pair> = []
    private(set) var follows: Set<Pair> = []

    struct Pair: Hashable, Sendable {
        let from: Int64
        let to: Int64
    }

    /// A write that a client makes.
    enum Write: Sendable {
        case tweet(String)
        case like(Int64)
        case follow(Int64)

        var path: String {
            switch self {
            case .tweet: "/tweet"
            case .like: "/like"
            case .follow: "/follow"
            }
        }

        fileprivate var body: String {
            switch self {
            case .tweet(let text): #"{"tweet":"\#(text)"}"#
            case .like(let tweet): #"{"like":\#(tweet)}"#
            case .follow(let person): #"{"follow":\#(person)}"#
            }
        }

        /// - Returns: nil unless it was a tweet.
        func tweet(in answer: Answer) throws -> Tweet? {
            if case .tweet = self { try answer.decoded(Tweet.self) } else { nil }
        }
    }

    var count: Int { tweets.count + likes.count + follows.count }

    /// Two tweets, a like and a follow in turns, of what and whom there is.
    func nextWrite(_ number: Int, by person: Person) -> Write {
        let (tweet, other) = (tweets.keys.randomElement(), people.randomElement())
        if number % 4 == 1, let tweet { return .like(tweet) }
        if number % 4 == 2, let other, other != person.id { return .follow(other) }
        return .tweet("\(person.email) writes \(number)")
    }

    mutating func note(_ write: Write, by person: Person, _ posted: Tweet?) {
        switch write {
        case .tweet: tweets[posted!.id] = posted
        case .like(let tweet): likes.insert(Pair(from: person.id, to: tweet))
        case .follow(let other): follows.insert(Pair(from: person.id, to: other))
        }
    }

    /// Expects everything to be there.
    func compare(with program: RunningProgram) async throws {
        struct User: Decodable { let id: Int64 }
        for person in people {
            let path = "/users/\(person)"
            let found = try await program.list(path + "/tweets", "tweets", of: Tweet.self)
            let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
            let missing = tweets.values.filter { $0.userId == person && byID[$0.id] != $0 }
            #expect(missing.isEmpty)
            let liked = Set(try await program.list(path + "/likes", "likes", of: Tweet.self).map(\.id))
            #expect(Set(likes.filter { $0.from == person }.map(\.to)).subtracting(liked).isEmpty)
            let followed = Set(try await program.list(path + "/following", "users", of: User.self).map(\.id))
            #expect(Set(follows.filter { $0.from == person }.map(\.to)).subtracting(followed).isEmpty)
        }
    }

    /// How much was compared, for people.
    var description: String {
        "\(count) acknowledged writes: \(tweets.count) tweets, \(likes.count) likes, \(follows.count) follows"
    }
}

extension RunningProgram {
    func send(_ write: AcknowledgedWrites.Write, by person: Person) async throws -> Answer {
        try await send(.post, write.path, json: write.body, token: person.token)
    }
}
