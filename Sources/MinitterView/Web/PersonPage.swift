import MinitterModel
import ObjectStorage

/// A person with their tweets, as the module `page-person.js` makes it.
struct PersonPage {
    let person: User
    let tweets: Page<Tweet>
    let words: Words
    let pictures: ObjectLinks
    /// What stands before a path of ours in an absolute URL.
    let origin: String

    private var path: String { "/people/\(person.id)" }

    var head: PageHead {
        PageHead(
            title: "\(person.name)", kind: .profile, subject: person.name,
            description: person.profile.isEmpty ? "Minitter" : person.profile, url: origin + path,
            image: person.picture.map(pictures.url), feed: path + "/feed.atom")
    }

    var main: Markup {
        """
        <div>
        <header class="head">\(TweetMarkup(words: words, pictures: pictures).avatar(of: person))<div class="do"></div>
        <h1 tabindex="-1">\(person.name)</h1>
        \(person.profile.isEmpty ? "" : "<p class=\"text\">\(LinkedText.markup(person.profile))</p>" as Markup)
        <p class="facts"><span>\(words.since(person.createdAt))</span><a href="\(path)/feed.atom">\(words.atom)</a></p>
        </header>
        <nav class="tabs" aria-label="\(person.name)">
        <a class="tweets" href="\(path)" aria-current="page">\(words.tweetsTab(person.tweetCount))</a>
        <a class="following" href="\(path)/following">\(words.followingTab(person.followingCount))</a>
        <a class="followers" href="\(path)/followers">\(words.followersTab(person.followerCount))</a>
        <a class="likes" href="\(path)/likes">\(words.likesTab)</a>
        </nav>
        <section class="feed" aria-label="\(words.tweetsLabel)">
        <div class="list">
        \(tweets.items.map { TweetMarkup(words: words, pictures: pictures).article($0) })</div>
        <div class="end">\(end)</div>
        </section>
        </div>
        """
    }

    private var end: Markup {
        if let next = tweets.next {
            return "<a class=\"older\" rel=\"next\" href=\"\(path)?before=\(next)\">\(words.olderTweets)</a>"
        }
        return tweets.items.isEmpty ? "<p class=\"empty\">\(words.noTweets)</p>" : ""
    }
}
