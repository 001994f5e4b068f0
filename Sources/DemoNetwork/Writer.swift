/// Writes what people say: their profiles and their tweets.
struct Writer: Sendable {
    let crowd: Crowd
    let randomSeed: UInt64

    /// The two things that a person likes best and mostly writes about.
    func tastes(of person: Int) -> (first: Phrasebook.Subject, second: Phrasebook.Subject) {
        var random = SplitMix64(seed: randomSeed, stream: .tastes, index: person)
        let all = Phrasebook.Subject.allCases
        let first = random.below(all.count)
        let second = (first + 1 + random.below(all.count - 1)) % all.count
        return (all[first], all[second])
    }

    func person(_ index: Int) -> DemoNetwork.Person {
        let language = crowd.language(of: index)
        var random = SplitMix64(seed: randomSeed, stream: .people, index: index)
        let names = Names.of(language)
        let given = random.pick(names.given)
        let family = random.pick(names.family)
        return DemoNetwork.Person(
            name: language == .korean ? family.shown + given.shown : "\(given.shown) \(family.shown)",
            email: "\(given.inAddress).\(family.inAddress).\(index + 1)@example.com",
            profile: profile(of: index, in: Phrasebook.of(language), using: &random)
        )
    }

    private func profile(of person: Int, in book: Phrasebook, using random: inout SplitMix64) -> String {
        let tastes = tastes(of: person)
        let topics = [book.topic(tastes.first), book.topic(tastes.second)]
        var parts = topics.map { random.pick($0.hobbies) }
        if random.chance(60) { parts.insert(random.pick(book.places), at: random.below(3)) }
        let profile = parts.joined(separator: random.pick([" · ", " | ", " / ", " · "]))
        return random.chance(35) ? "\(profile) \(random.pick(topics[0].emoji))" : profile
    }

    /// A tweet by this person: now and then an answer to somebody, mostly a sentence on a topic with some trimmings.
    func tweet(by author: Int, using random: inout SplitMix64) -> String {
        let own = crowd.language(of: author)
        let book = Phrasebook.of(random.chance(6) ? own.other : own)
        var text = ""
        if random.chance(10) {
            random.pick(book.replies).write(to: &text, using: &random)
            if random.chance(30) { text += " " + random.pick(book.replyEmoji) }
            return text
        }
        let topic = book.topic(subject(for: author, using: &random))
        if random.chance(15) { text += random.pick(book.openers) + " " }
        random.pick(topic.sentences).write(to: &text, using: &random)
        if random.chance(25) { append(random.pick(topic.tails), to: &text, using: &random) }
        if random.chance(15) { append(random.pick(book.tails), to: &text, using: &random) }
        if random.chance(10) { text += " " + random.pick(book.laughs) }
        if random.chance(35) { append(emojiOf: topic, to: &text, using: &random) }
        if random.chance(18) { append(hashtagsOf: topic, to: &text, using: &random) }
        return text
    }

    private func subject(for author: Int, using random: inout SplitMix64) -> Phrasebook.Subject {
        switch random.below(10) {
        case 0..<5: tastes(of: author).first
        case 5..<8: tastes(of: author).second
        default: random.pick(Phrasebook.Subject.allCases)
        }
    }

    private func append(_ template: Template, to text: inout String, using random: inout SplitMix64) {
        text += " "
        template.write(to: &text, using: &random)
    }

    private func append(emojiOf topic: Phrasebook.Topic, to text: inout String, using random: inout SplitMix64) {
        text += " " + String(repeating: random.pick(topic.emoji), count: random.chance(15) ? 3 : 1)
    }

    private func append(hashtagsOf topic: Phrasebook.Topic, to text: inout String, using random: inout SplitMix64) {
        let first = random.below(topic.hashtags.count)
        text += " " + topic.hashtags[first]
        if random.chance(30) { text += " " + topic.hashtags[(first + 1) % topic.hashtags.count] }
    }
}
