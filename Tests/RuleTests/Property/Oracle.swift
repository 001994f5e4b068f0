/// The social network as it should be: a few arrays in the order in which things happened, read by going through all
/// of them. It is slow and has nothing in common with the service, so that it can judge it.
struct Oracle {
    struct Tweet: Equatable {
        let id: Int64
        let author: Int64
        let text: String
    }

    struct Like: Equatable {
        let person: Int64
        let tweet: Int64
    }

    struct Follow: Equatable {
        let follower: Int64
        let followed: Int64
    }

    private(set) var people: [Int64] = []
    private(set) var tweets: [Tweet] = []
    private(set) var likes: [Like] = []
    private(set) var follows: [Follow] = []
}

// MARK: - What people do

extension Oracle {
    /// - Parameter made: the id that the service gave to a new person or tweet.
    /// - Returns: what should be refused, and why.
    mutating func perform(_ deed: Deed, made: Int64?) -> Refusal? {
        switch deed {
        case .signUp:
            if let made { people.append(made) }
            return nil
        case .post(let text, let author):
            guard people.contains(author) else { return .invalidToken }
            if let made { tweets.append(Tweet(id: made, author: author, text: text)) }
            return nil
        case .deleteAccount(let person): return deleteAccount(person)
        case .deleteTweet(let tweet, let person): return deleteTweet(tweet, by: person)
        case .like(let tweet, let person): return like(tweet, by: person)
        case .unlike(let tweet, let person): return unlike(tweet, by: person)
        case .follow(let followed, let follower): return follow(followed, by: follower)
        case .unfollow(let followed, let follower): return unfollow(followed, by: follower)
        }
    }

    private mutating func deleteAccount(_ person: Int64) -> Refusal? {
        guard people.contains(person) else { return .notFound }
        for tweet in tweets where tweet.author == person {
            likes.removeAll { $0.tweet == tweet.id }
        }
        tweets.removeAll { $0.author == person }
        likes.removeAll { $0.person == person }
        follows.removeAll { $0.follower == person || $0.followed == person }
        people.removeAll { $0 == person }
        return nil
    }

    private mutating func deleteTweet(_ id: Int64, by person: Int64) -> Refusal? {
        guard let tweet = tweets.first(where: { $0.id == id }) else { return .notFound }
        guard tweet.author == person else { return .notYours }
        likes.removeAll { $0.tweet == id }
        tweets.removeAll { $0.id == id }
        return nil
    }

    private mutating func like(_ tweet: Int64, by person: Int64) -> Refusal? {
        guard tweets.contains(where: { $0.id == tweet }) else { return .notFound }
        guard people.contains(person) else { return .invalidToken }
        let like = Like(person: person, tweet: tweet)
        if !likes.contains(like) { likes.append(like) }
        return nil
    }

    private mutating func unlike(_ tweet: Int64, by person: Int64) -> Refusal? {
        guard tweets.contains(where: { $0.id == tweet }) else { return .notFound }
        guard people.contains(person) else { return .invalidToken }
        likes.removeAll { $0 == Like(person: person, tweet: tweet) }
        return nil
    }

    private mutating func follow(_ followed: Int64, by follower: Int64) -> Refusal? {
        guard followed != follower else { return .invalid(field: "follow") }
        guard people.contains(followed) else { return .notFound }
        guard people.contains(follower) else { return .invalidToken }
        let follow = Follow(follower: follower, followed: followed)
        if !follows.contains(follow) { follows.append(follow) }
        return nil
    }

    private mutating func unfollow(_ followed: Int64, by follower: Int64) -> Refusal? {
        guard people.contains(followed) else { return .notFound }
        guard people.contains(follower) else { return .invalidToken }
        follows.removeAll { $0 == Follow(follower: follower, followed: followed) }
        return nil
    }
}

// MARK: - What people see, newest first

extension Oracle {
    func timeline(of owner: Int64) -> [Tweet] {
        tweets.reversed().filter { tweet in
            tweet.author == owner || follows.contains(Follow(follower: owner, followed: tweet.author))
        }
    }

    func tweets(by author: Int64) -> [Tweet] {
        tweets.reversed().filter { $0.author == author }
    }

    func liked(by person: Int64) -> [Tweet] {
        likes.reversed().filter { $0.person == person }.compactMap { like in tweets.first { $0.id == like.tweet } }
    }

    func followers(of person: Int64) -> [Int64] {
        follows.reversed().filter { $0.followed == person }.map(\.follower)
    }

    func following(by person: Int64) -> [Int64] {
        follows.reversed().filter { $0.follower == person }.map(\.followed)
    }
}
