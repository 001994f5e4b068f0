package import Database

/// A short text, as a reader sees it.
package struct Tweet: Sendable, Equatable, Codable {
    package let id: Int64
    package let text: String
    package let createdAt: Timestamp
    package let likeCount: Int
    /// Whether the reader likes it.
    package let liked: Bool
    package let author: Author

    /// What of its author is shown beside a tweet.
    package struct Author: Sendable, Equatable, Codable {
        package let id: Int64
        package let name: String
        /// The picture's key in object storage.
        package let picture: String?
    }
}
