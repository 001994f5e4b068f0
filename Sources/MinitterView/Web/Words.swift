import Database

/// What the pages say when the server writes them: the same as the module `words.js` in the browser.
struct Words: Sendable {
    let language: Language

    var atom: Markup { pick("Atom feed", "Atom 피드") }
    var tweetsLabel: Markup { pick("Tweets", "트윗") }
    var likesTab: Markup { pick("Likes", "좋아요") }
    var olderTweets: Markup { pick("Older tweets", "이전 트윗") }
    var noTweets: Markup { pick("No tweets yet.", "아직 트윗이 없어요.") }
    var nothingHere: Markup { pick("Nothing is here", "아무것도 없어요") }
    var nothingHereText: Markup { pick("This is not here, or no longer.", "없거나 더 이상 없는 항목이에요.") }
    var notLoaded: Markup { pick("This could not be loaded", "불러오지 못했어요") }
    var notLoadedText: Markup {
        pick(
            "The server can’t do this at the moment. Please try again in a few seconds.",
            "지금은 처리할 수 없어요. 몇 초 뒤에 다시 시도해 주세요.")
    }

    func tweetBy(_ name: String) -> Markup { pick("Tweet by \(name)", "\(name) 님의 트윗") }

    func likes(_ count: Int) -> Markup {
        pick(count == 1 ? "1 like" : "\(grouped(count)) likes", "좋아요 \(grouped(count))개")
    }

    func tweetsTab(_ count: Int) -> Markup {
        pick("\(bold(count)) \(count == 1 ? "tweet" : "tweets")", "트윗 \(bold(count))")
    }

    func followersTab(_ count: Int) -> Markup {
        pick("\(bold(count)) \(count == 1 ? "follower" : "followers")", "팔로워 \(bold(count))")
    }

    func followingTab(_ count: Int) -> Markup { pick("\(bold(count)) following", "팔로잉 \(bold(count))") }

    private func pick(_ english: Markup, _ korean: Markup) -> Markup {
        switch language {
        case .english: english
        case .korean: korean
        }
    }

    private func bold(_ count: Int) -> Markup { "<b>\(grouped(count))</b>" }

    /// `1,234,567`
    private func grouped(_ count: Int) -> String {
        let digits = String(count)
        return digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
    }
}

// MARK: - Times

extension Words {
    /// `Here since April 2026`
    func since(_ time: Timestamp) -> Markup {
        let date = date(of: time)
        return pick(
            "Here since \(Self.months[date.month - 1]) \(date.year)", "\(date.year)년 \(date.month)월에 시작")
    }

    /// The day in UTC: the server doesn't know the reader's time zone, the module that takes over does.
    func day(_ time: Timestamp) -> Markup {
        let date = date(of: time)
        return pick(
            "\(date.day) \(Self.months[date.month - 1].prefix(3)) \(date.year)",
            "\(date.year)년 \(date.month)월 \(date.day)일")
    }

    private func date(of time: Timestamp) -> (year: Int, month: Int, day: Int) {
        let parts = time.rfc3339.prefix(10).split(separator: "-").map { Int($0) ?? 1 }
        return (parts[0], parts[1], parts[2])
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
