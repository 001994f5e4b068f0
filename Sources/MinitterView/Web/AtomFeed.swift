import Database
import MinitterModel

/// A person's tweets as an Atom feed (RFC 4287), with links to older ones (RFC 5005, section 3).
struct AtomFeed {
    let person: User
    let tweets: Page<Tweet>
    /// What stands before a path of ours in an absolute URL. The ids are such URLs, so it should not change.
    let origin: String

    private var page: String { "\(origin)/people/\(person.id)" }
    private var feed: String { page + "/feed.atom" }
    private var updatedAt: String { (tweets.items.first?.createdAt ?? person.createdAt).rfc3339 }

    var markup: Markup {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
        <id>\(page)</id>
        <title>\(person.name) · Minitter</title>
        \(person.profile.isEmpty ? "" : "<subtitle>\(person.profile)</subtitle>\n" as Markup)\
        <updated>\(updatedAt)</updated>
        <author><name>\(person.name)</name><uri>\(page)</uri></author>
        <link rel="self" type="application/atom+xml" href="\(feed)"/>
        <link rel="alternate" type="text/html" href="\(page)"/>
        \(tweets.next.map { "<link rel=\"next\" type=\"application/atom+xml\" href=\"\(feed)?before=\($0)\"/>\n" as Markup })\
        \(tweets.items.map(entry))</feed>

        """
    }

    /// A tweet is never changed, so it was updated when it was written.
    private func entry(_ tweet: Tweet) -> Markup {
        let url = "\(origin)/tweets/\(tweet.id)"
        return """
            <entry>
            <id>\(url)</id>
            <title>\(title(of: tweet.text))</title>
            <published>\(tweet.createdAt.rfc3339)</published>
            <updated>\(tweet.createdAt.rfc3339)</updated>
            <link rel="alternate" type="text/html" href="\(url)"/>
            <content type="text">\(tweet.text)</content>
            </entry>

            """
    }

    /// The beginning of the text: a tweet has no title, and an entry must have one.
    private func title(of text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return line.count <= 80 ? String(line) : line.prefix(79) + "…"
    }
}
