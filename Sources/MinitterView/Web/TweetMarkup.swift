import Database
import MinitterModel
import ObjectStorage

/// Tweets and people in pages: the same as the modules `tweet.js`, `person.js` and `avatar.js` make in the browser.
struct TweetMarkup {
    let words: Words
    let pictures: ObjectLinks

    /// - Parameter isAlone: it is the page's only subject.
    func article(_ tweet: Tweet, isAlone: Bool = false) -> Markup {
        """
        <article class="\(isAlone ? "tweet alone" : "tweet")" data-id="\(tweet.id)" tabindex="-1">
        <a class="face" href="/people/\(tweet.author.id)" tabindex="-1" aria-hidden="true">\(avatar(of: tweet.author))</a>
        <header><a class="author" href="/people/\(tweet.author.id)">\(tweet.author.name)</a> \
        <a class="when" href="/tweets/\(tweet.id)"><time datetime="\(tweet.createdAt.rfc3339)">\
        \(words.day(tweet.createdAt))</time></a></header>
        <p class="text">\(LinkedText.markup(tweet.text))</p>
        <footer>\(likes(tweet.likeCount))</footer>
        </article>

        """
    }

    private func likes(_ count: Int) -> Markup {
        count > 0 ? "<span class=\"likes\">\(words.likes(count))</span>" : ""
    }

    private func avatar(of author: Tweet.Author) -> Markup {
        avatar(author.id, author.name, author.picture, size: "small", side: 44)
    }

    func avatar(of person: User) -> Markup {
        avatar(person.id, person.name, person.picture, size: "large", side: 96)
    }

    /// The picture, or the first character of the name on a colour of the person's own.
    private func avatar(_ id: Int64, _ name: String, _ picture: String?, size: String, side: Int) -> Markup {
        if let picture {
            return """
                <img class="avatar \(size)" src="\(pictures.url(of: picture))" alt="" width="\(side)" height="\(side)" \
                loading="lazy">
                """
        }
        let initial = name.first { !$0.isWhitespace }?.uppercased() ?? "?"
        return "<span class=\"avatar \(size) hue-\(id % 8)\" aria-hidden=\"true\">\(initial)</span>"
    }
}
