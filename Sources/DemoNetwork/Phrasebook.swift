/// All that people of one language write with.
struct Phrasebook: Sendable {
    /// What people write about. Both languages know the same topics.
    enum Subject: Int, CaseIterable, Sendable {
        case food, weather, programming, subway, music, football, cats, study, coffee
    }

    struct Topic: Sendable {
        /// Sentences that a tweet is built on.
        let sentences: [Template]
        /// Short sentences that may follow any of them.
        let tails: [Template]
        /// How somebody who likes the topic says so in a profile.
        let hobbies: [String]
        let emoji: [String]
        let hashtags: [String]

        init(
            words: [String: [Word]],
            sentences: String,
            tails: String,
            hobbies: String,
            emoji: String,
            hashtags: String
        ) {
            self.sentences = Template.list(sentences, words: words)
            self.tails = Template.list(tails, words: words)
            self.hobbies = Self.lines(hobbies)
            self.emoji = Self.split(emoji)
            self.hashtags = Self.split(hashtags).map { "#" + $0 }
        }

        private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
        private static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    }

    /// In the order of `Subject`.
    let topics: [Topic]
    /// Stand before a sentence, whatever it is.
    let openers: [String]
    /// Stand after a sentence, whatever it is.
    let tails: [Template]
    /// How an amused person ends a tweet.
    let laughs: [String]
    /// Whole tweets that sound like answers to somebody.
    let replies: [Template]
    let replyEmoji: [String]
    let places: [String]

    static func of(_ language: Language) -> Phrasebook {
        language == .korean ? korean : english
    }

    func topic(_ subject: Subject) -> Topic { topics[subject.rawValue] }
}
