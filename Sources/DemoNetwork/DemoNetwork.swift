/// A believable social network to try the service with: people, what they write, whom they follow, what they like.
///
/// The same four numbers give the same network on every machine. Everything is made while it is read, in passes that
/// hold no more than a few numbers a person, so ten million tweets need no more memory than ten. People are told apart
/// by their place in `people`, tweets by their place in `posts`, both from 0.
package struct DemoNetwork: Sendable {
    package struct Person: Sendable, Equatable {
        package let name: String
        /// Unique, and at `example.com`, where no mail arrives.
        package let email: String
        package let profile: String
    }

    package struct Post: Sendable, Equatable {
        package let author: Int
        /// 1 to 300 Unicode scalars.
        package let text: String
        /// How long before the end of the story this was written: later posts have the same or a smaller number.
        package let secondsBeforeEnd: Int64
    }

    /// How many there are of each, which is what was asked for if that is possible.
    package let userCount: Int
    package let tweetCount: Int
    package let followCount: Int

    private let randomSeed: UInt64
    private let crowd: Crowd

    /// Numbers that can't be are brought to the nearest that can: negative ones to 0, tweets without anyone to write
    /// them to 0, and follows to everyone following everyone else, which is `users * (users - 1)`.
    package init(users: Int, tweets: Int, follows: Int, randomSeed: UInt64) {
        userCount = max(users, 0)
        tweetCount = users > 0 ? max(tweets, 0) : 0
        let (most, overflows) = userCount.multipliedReportingOverflow(by: max(userCount - 1, 0))
        followCount = overflows ? max(follows, 0) : min(max(follows, 0), most)
        self.randomSeed = randomSeed
        crowd = Crowd(size: userCount, randomSeed: randomSeed)
    }

    package var people: Generated<Person> {
        let writer = Writer(crowd: crowd, randomSeed: randomSeed)
        return Generated(count: userCount) { writer.person($0) }
    }

    /// Oldest first.
    package var posts: Generated<Post> {
        let writer = Writer(crowd: crowd, randomSeed: randomSeed)
        let authors = authors
        let chronology = Chronology(tweetCount: tweetCount, secondsCovered: secondsCovered)
        return Generated(count: tweetCount) { [randomSeed] index in
            let author = authors.author(ofPost: index).person
            var random = SplitMix64(seed: randomSeed, stream: .posts, index: index)
            let seconds = chronology.secondsBeforeEnd(ofPost: index, using: &random)
            return Post(author: author, text: writer.tweet(by: author, using: &random), secondsBeforeEnd: seconds)
        }
    }

    /// Distinct pairs of different people, all those of a follower together; a few people have very many followers.
    package var follows: Follows {
        Follows(crowd: crowd, count: followCount, randomSeed: randomSeed)
    }

    /// Distinct pairs, in the order of the posts; nobody likes what they wrote themselves. About 1.5 a post where there
    /// are people enough: most posts have none, a few have very many.
    package var likes: Likes {
        Likes(authors: authors, postCount: tweetCount, randomSeed: randomSeed)
    }

    /// From the oldest post to the end: as long as it takes when everyone writes every other day, at most two years.
    package var secondsCovered: Int64 {
        let days = userCount > 0 ? min(max(tweetCount / userCount, 1), 365) * 2 : 0
        return Int64(days) * 86_400
    }

    private var authors: Authors { Authors(crowd: crowd, randomSeed: randomSeed) }
}
