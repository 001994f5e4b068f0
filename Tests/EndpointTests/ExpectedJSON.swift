/// The contract's objects as the server must write them. All times are ``TestClock``'s, which stands still.
enum ExpectedJSON {
    static let clock = "2026-05-28T20:26:40.000Z"

    /// - Parameters:
    ///   - text: escaped as JSON needs it.
    ///   - picture: the URL of the author's.
    static func tweet(
        _ id: Int64, by author: (id: Int64, name: String), _ text: String, likes: Int = 0, liked: Bool = false,
        picture: String? = nil
    ) -> String {
        #"{"id":\#(id),"user_id":\#(author.id),"tweet":"\#(text)","created_at":"\#(clock)","like_count":\#(likes),"#
            + #""liked":\#(liked),"user":{"id":\#(author.id),"name":"\#(author.name)","img_url":\#(quoted(picture))}}"#
    }

    /// A person as `TestApplication.person` makes them.
    static func user(
        _ id: Int64, _ name: String, tweets: Int = 0, followers: Int = 0, following: Int = 0, followed: Bool = false,
        picture: String? = nil
    ) -> String {
        #"{"id":\#(id),"name":"\#(name)","profile":"I am \#(name).","img_url":\#(quoted(picture)),"#
            + #""tweet_count":\#(tweets),"follower_count":\#(followers),"following_count":\#(following),"#
            + #""created_at":"\#(clock)","followed":\#(followed)}"#
    }

    /// `{user_id, <name>: […]}`
    static func page(_ name: String, of userID: Int64, _ items: [String]) -> String {
        #"{"user_id":\#(userID),"\#(name)":[\#(items.joined(separator: ","))]}"#
    }

    private static func quoted(_ text: String?) -> String {
        text.map { "\"\($0)\"" } ?? "null"
    }
}
