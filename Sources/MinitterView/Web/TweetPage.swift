import MinitterModel
import ObjectStorage

/// One tweet, as the module `page-tweet.js` makes it.
struct TweetPage {
    let tweet: Tweet
    let words: Words
    let pictures: ObjectLinks
    /// What stands before a path of ours in an absolute URL.
    let origin: String

    var head: PageHead {
        PageHead(
            title: words.tweetBy(tweet.author.name), kind: .article, subject: tweet.author.name,
            description: tweet.text, url: "\(origin)/tweets/\(tweet.id)",
            image: tweet.author.picture.map(pictures.url))
    }

    var main: Markup {
        """
        <div><h1 class="unseen" tabindex="-1">\(words.tweetBy(tweet.author.name))</h1>
        \(TweetMarkup(words: words, pictures: pictures).article(tweet, isAlone: true))</div>
        """
    }
}
