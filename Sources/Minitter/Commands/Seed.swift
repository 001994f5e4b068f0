import ArgumentParser
import Database
import DemoNetwork
import MinitterModel
import MinitterService

struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty database with a demo network, Korean and English.",
        discussion: """
            The same numbers and the same random seed give the same people, tweets, follows and likes. All have the \
            password “minitter-demo”.
            """)

    @Option(help: "People.") var users = 100
    @Option(help: "Tweets of all together.") var tweets = 2_000
    @Option(help: "Who follows whom, of all together.") var follows = 1_500
    @Option(help: "Another number gives another network.") var randomSeed: UInt64 = 1
    @OptionGroup(title: "Settings") var options: SettingOptions

    func validate() throws {
        guard users >= 1, tweets >= 0, follows >= 0 else {
            throw ValidationError("--users takes a number from 1, --tweets and --follows one from 0.")
        }
    }

    func run() async throws {
        try await Program.run(options, .making) { program in
            guard try await program.services.users.page(PageRequest(limit: 1)).items.isEmpty else {
                throw ProgramError(
                    "\(program.settings.database.description) has accounts already: name an empty --data-directory "
                        + "or database.")
            }
            let network = DemoNetwork(users: users, tweets: tweets, follows: follows, randomSeed: randomSeed)
            let hashedPassword = try await program.services.users.hashForMany(Sower.password)
            let sower = Sower(database: program.database, network: network, hashedPassword: hashedPassword)
            let people = try await sower.sowPeople()
            let posts = try await sower.sowPosts(by: people)
            try await sower.sowFollows(among: people)
            try await sower.sowLikes(of: posts, by: people)
            try await program.rebuildTimelines()
            let first = network.people[0]
            print("Log in as \(first.email), or as any other, with the password “\(Sower.password)”.")
        }
    }
}

/// Stores a demo network, some thousand rows a transaction.
private struct Sower {
    static let password = "minitter-demo"
    private static let batch = 5_000
    /// The end of the story, 2026-11-01T00:00:00Z: not today, so that the same network has the same times.
    private static let end = Timestamp(milliseconds: 1_793_491_200_000)

    let database: any Database
    let network: DemoNetwork
    let hashedPassword: String

    /// - Returns: the id of each person, in their order.
    func sowPeople() async throws -> [Int64] {
        let beginning = Self.end.adding(seconds: -network.secondsCovered)
        return try await sow(network.people, "People", "people", total: network.userCount) { person, db in
            try UserStore().insert(
                NewUser(
                    name: person.name, email: person.email, emailKey: person.email, hashedPassword: hashedPassword,
                    profile: person.profile),
                at: beginning, in: db)
        }
    }

    /// - Returns: the id of each tweet, in their order.
    func sowPosts(by people: [Int64]) async throws -> [Int64] {
        try await sow(network.posts, "Tweets", "tweets", total: network.tweetCount) { post, db in
            let inserted = try TweetStore().insert(
                post.text, by: people[post.author], at: Self.end.adding(seconds: -post.secondsBeforeEnd), in: db)
            guard let inserted else { throw ProgramError("Somebody deletes accounts meanwhile: start again.") }
            return inserted.tweet.id
        }
    }

    func sowFollows(among people: [Int64]) async throws {
        _ = try await sow(network.follows, "Follows", "follows", total: network.followCount) { follow, db in
            _ = try FollowStore().follow(people[follow.followed], by: people[follow.follower], at: Self.end, in: db)
        }
    }

    func sowLikes(of posts: [Int64], by people: [Int64]) async throws {
        _ = try await sow(network.likes, "Likes", "likes", total: network.likes.count()) { like, db in
            try LikeStore().like(posts[like.post], by: people[like.person], at: Self.end, in: db)
        }
    }

    private func sow<Seeds: Sequence, Row: Sendable>(
        _ seeds: Seeds, _ label: String, _ unit: String, total: Int,
        _ store: @escaping @Sendable (Seeds.Element, any DatabaseConnection) throws -> Row
    ) async throws -> [Row] where Seeds.Element: Sendable {
        var bar = ProgressBar(label: label, unit: unit, total: total)
        var rows: [Row] = []
        var remaining = seeds.makeIterator()
        while true {
            var batch: [Seeds.Element] = []
            while batch.count < Self.batch, let seed = remaining.next() { batch.append(seed) }
            guard !batch.isEmpty else { break }
            rows += try await database.write { [batch] db in try batch.map { try store($0, db) } }
            bar.advance(by: batch.count)
        }
        bar.finish()
        return rows
    }
}
