import MinitterModel

/// What a reader sees of a tweet.
struct SeenTweet: Equatable {
    let id, author: Int64
    let text: String
    let likeCount: Int
    let liked: Bool
}

/// What a reader sees of a person.
struct SeenUser: Equatable {
    let id: Int64
    let tweetCount, followerCount, followingCount: Int
    let followed: Bool
}

// MARK: - On the service

extension SeenTweet {
    init(_ tweet: Tweet) {
        self.init(
            id: tweet.id, author: tweet.author.id, text: tweet.text, likeCount: tweet.likeCount, liked: tweet.liked)
    }
}

extension SeenUser {
    init(_ user: User) {
        self.init(
            id: user.id, tweetCount: user.tweetCount, followerCount: user.followerCount,
            followingCount: user.followingCount, followed: user.followed)
    }
}

// MARK: - On the oracle

extension Oracle {
    /// - Returns: nil when there is no such tweet.
    func tweet(_ id: Int64, for reader: Int64?) -> SeenTweet? {
        tweets.first { $0.id == id }.map { tweet in
            SeenTweet(
                id: id, author: tweet.author, text: tweet.text,
                likeCount: likes.filter { $0.tweet == id }.count,
                liked: likes.contains { $0.tweet == id && $0.person == reader })
        }
    }

    /// - Returns: nil when there is no such person.
    func user(_ id: Int64, for reader: Int64?) -> SeenUser? {
        guard people.contains(id) else { return nil }
        return SeenUser(
            id: id, tweetCount: tweets.filter { $0.author == id }.count,
            followerCount: follows.filter { $0.followed == id }.count,
            followingCount: follows.filter { $0.follower == id }.count,
            followed: follows.contains { $0.followed == id && $0.follower == reader })
    }
}
