extension Phrasebook {
    static let english = Phrasebook(
        topics: [
            .englishFood, .englishWeather, .englishProgramming, .englishSubway, .englishMusic, .englishFootball,
            .englishCats, .englishStudy, .englishCoffee,
        ],
        openers: [
            "Okay, so.", "Small update:", "Note to self:", "Confession:", "Today's report:", "Not to be dramatic, but:",
            "Well.", "Breaking news:", "Fun fact:", "For the record:", "Hear me out.", "True story.", "Diary entry:",
        ],
        tails: Template.list(
            """
            Hope you all have a lovely day.
            What do you think?
            It's the little things.
            Is it just me?
            Tomorrow will be better.
            I'll sleep on it.
            Not a bad day after all.
            Anyway, that's it.
            Please tell me I'm not alone.
            How is it {weekday} already?
            Such a {weekday} thing to happen.
            Somebody stop me.
            My flatmate is not impressed.
            No further questions.
            """,
            words: englishWords
        ),
        laughs: ["haha", "lol", "hahaha", "LOL", "ha!", "heh"],
        replies: Template.list(
            """
            Yes! I was thinking exactly the same.
            Congratulations! You worked so hard for this.
            Haha, are you secretly following me around?
            I love {food} too. Let's go next time!
            Ooh, tell me more about that {subject} book.
            Wait, you're in {place}? Me too!
            It's fine. Everybody has a {weekday} like that.
            Thank you! That's how I finally found {bug}.
            {cat} is adorable. More pictures, please.
            Hm, I'm not sure about that one. Why do you think so?
            Agreed. There is always room for {coffee}.
            Honestly, {season} is just like that.
            That's really useful, thanks. Saved for later.
            Another fan of {team}! Good to meet you.
            Hang in there. After {exam}, lunch is on me.
            Next {genre} night, count me in!
            Strong disagree. It has to be {food}.
            I know the feeling. Same thing happened to me at {station}.
            {bean} beans? Where did you get them?
            Please write a thread about {concept}.
            """,
            words: englishWords
        ),
        replyEmoji: ["🙌", "😊", "👍", "😂", "🤝", "💪", "💙"],
        places: [
            "Brooklyn", "Austin", "Portland", "Toronto", "Melbourne", "Galway", "Brighton", "Chicago", "Seattle",
            "Bristol", "Oakland", "Leith", "Seoul", "Wellington", "Cardiff", "Singapore",
        ]
    )

    static let englishWords = Word.lists(
        """
        food: ramen, tacos, bibimbap, pad thai, fried chicken, dumplings, pho, mushroom risotto, falafel, \
        sushi, chili, mac and cheese, curry, pizza, shakshuka, fish and chips, lasagne, kimchi stew, pancakes, \
        noodle soup
        plan: leftovers, a big salad, cereal, toast and jam, breakfast for dinner, whatever is in the freezer
        place: Brooklyn, Austin, Portland, Camden, Leith, Seoul, Toronto, Melbourne, Galway, Brighton, Chicago, \
        Seattle, Bristol, Oakland, Wellington, Cardiff
        season: spring, summer, autumn, winter
        sky: rain, snow, drizzle, fog, sleet, hail
        color: pink, orange, violet, pure gold, the colour of peaches, blood red
        daypart: morning, afternoon, evening
        weekday: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
        stack: Swift, Swift on Linux, SQLite, MySQL, Hummingbird, SwiftNIO, Rust
        concept: actors, generics, async/await, protocols, property wrappers, structured concurrency, \
        regular expressions, unit tests, macros, hash tables, floating point, time zones, Unicode, \
        database indexes
        bug: a deadlock, a race condition, an off-by-one error, a memory leak, a time zone bug, \
        an encoding bug, a typo, a stale cache, an integer overflow, a missing await
        line: the Red Line, the Victoria line, the L train, Line 2, the Northern line, the Blue Line, the tram, \
        the night bus, the 7 train
        station: Union Station, King's Cross, Times Square, Seoul Station, Waterloo, Gangnam, Flinders Street
        reading: poetry, a paperback, a book about bees, a Swift manual, old comics, a chess book, sheet music
        genre: jazz, city pop, bossa nova, folk, lo-fi, classical, hip hop, film score, 90s rock, dream pop, \
        soul, K-pop
        instrument: guitar, piano, cello, ukulele, drum, bass, violin, harmonica
        team: City, Rovers, United, Athletic, Wanderers, Albion, the Reds, the Blues, the home side
        position: keeper, winger, left back, striker, centre half, midfielder, captain
        score: 1–0, 2–0, 2–1, 3–0, 3–1, 3–2, 4–1, 5–2
        cat: Miso, Biscuit, Pixel, Luna, Mochi, Pickle, Waffles, Olive, Ziggy, Bean, Toast, Nori, Pepper, Sesame
        coat: black, ginger, tabby, tuxedo, calico, grey, very fluffy, three-legged
        subject: linear algebra, Korean grammar, statistics, operating systems, organic chemistry, Spanish, \
        algorithms, economics, art history, databases, discrete maths, philosophy
        exam: the midterm, the final, the driving test, the bar exam, the language test, the big interview
        coffee: a flat white, a cold brew, an oat latte, an espresso, an americano, a cappuccino, a cortado, \
        a filter coffee, a decaf
        bean: Ethiopian, Colombian, Kenyan, Guatemalan, Brazilian, Sumatran, Costa Rican
        """)
}
