import Database
import TestSupport

extension TestServices {
    /// What people and tweets count that is not so many, in words.
    func wrongCounts() async throws -> [String] {
        let tweets = try await database.read { db in
            try db.rows(
                """
                SELECT id, like_count, (SELECT COUNT(*) FROM like_tweet_list l WHERE l.tweet_id = t.id) FROM tweets t
                """
            ) { row in try Self.difference("like_count of tweet \(row[0] as Int)", row[1], row[2]) }
        }
        let people = try await database.read { db in
            try db.rows(
                """
                SELECT id,
                    tweet_count, (SELECT COUNT(*) FROM tweets t WHERE t.user_id = u.id),
                    follower_count, (SELECT COUNT(*) FROM users_follow_list f WHERE f.follow_user_id = u.id),
                    following_count, (SELECT COUNT(*) FROM users_follow_list f WHERE f.user_id = u.id)
                FROM users u
                """
            ) { row in
                let id: Int = try row[0]
                return [
                    try Self.difference("tweet_count of user \(id)", row[1], row[2]),
                    try Self.difference("follower_count of user \(id)", row[3], row[4]),
                    try Self.difference("following_count of user \(id)", row[5], row[6]),
                ]
            }
        }
        return (tweets + people.joined()).compactMap { $0 }
    }

    private static func difference(_ name: String, _ shown: Int, _ counted: Int) -> String? {
        shown == counted ? nil : "\(name) is \(shown), there are \(counted)"
    }
}
