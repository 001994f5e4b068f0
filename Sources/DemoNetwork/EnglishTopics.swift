extension Phrasebook.Topic {
    static let englishFood = Self(
        words: Phrasebook.englishWords,
        sentences: """
            Had {food} for lunch again and I regret nothing.
            Still thinking about the {food} I had in {place}.
            Where can I get decent {food} around {place}?
            Made {food} from scratch. It took {#2-4} hours and was gone in ten minutes.
            Rainy days were made for {food}.
            Payday means {food}. I don't make the rules.
            Hot take: {food} for breakfast.
            Waited {#20-55} minutes in line for {food}. Worth it.
            My mum's {food} beats any restaurant in {place}.
            Ordered {food} for one. They packed cutlery for {#2-4}.
            Dinner poll: {food} or {plan}?
            I was going to save money this month. Then somebody said {food}.
            Tonight's menu: {plan}. The chef is tired.
            """,
        tails: """
            Diet starts tomorrow.
            Forgot to take a picture, sorry.
            You should come next time.
            I can't move.
            Recipe on request.
            """,
        hobbies: """
            here for the food
            home cook
            always planning the next meal
            professional snacker
            """,
        emoji: "😋 🍜 🌮 🍕 🍛 🥟 🤤 🔥",
        hashtags: "lunch foodie homecooking comfortfood dinner"
    )

    static let englishWeather = Self(
        words: Phrasebook.englishWords,
        sentences: """
            The forecast said sunshine. It lied: {sky} all {daypart}.
            Left the umbrella at home, so of course: {sky}.
            The light in {place} in {season} is something else.
            First day of the year that smells like {season}.
            It is {#28-39} degrees and I have opinions.
            Watching the {sky} from the window with a blanket. Ten out of ten.
            The sunset over {place} was {color} tonight.
            Perfect {daypart} for a long walk.
            Four seasons in one {daypart}. Classic {place}.
            The wind was so strong that my bike overtook me.
            Anyone else in {place} getting this {sky}?
            I packed for {season}. The weather did not.
            """,
        tails: """
            Stay safe out there.
            Going for a walk anyway.
            The sky deserves a picture.
            Tea it is.
            """,
        hobbies: """
            cloud watcher
            fond of rainy days
            long walks, any weather
            waiting for spring
            """,
        emoji: "☀️ 🌧️ ❄️ 🌸 🍂 ☔ 🌈 🌬️ 🥵",
        hashtags: "weather sunset walking sky rainyday"
    )

    static let englishProgramming = Self(
        words: Phrasebook.englishWords,
        sentences: """
            Spent {#2-9} hours hunting {bug}. The fix was one line.
            Finally understood {concept} today. It only took {#2-6} years.
            Shipped my side project, built on {stack}!
            Moved to Swift 6: {#40-300} warnings, then {#2-9} real bugs found. Fair trade.
            All {#120-980} tests are green. Closing the laptop before anything changes.
            Deleted {#100-900} lines of code today. Best thing I've shipped all month.
            It works on my machine, and my machine is lovely.
            Naming a variable: {#20-50} minutes. Settled on data.
            Please do not deploy on a Friday.
            Explained {concept} to a rubber duck. The duck gets it now.
            It was {bug}. I wrote it. Last {weekday}.
            Does anyone have a good introduction to {concept}?
            {stack} keeps surprising me, mostly in good ways.
            Reading the docs would have taken {#5-25} minutes. I took the {#3-7} hour route.
            Code review today was {#2-3} hours of {concept}. I loved it.
            """,
        tails: """
            Ship it.
            The commit message can wait.
            Writing this down before I forget.
            Is there a better way?
            Logs are a developer's best friend.
            """,
        hobbies: """
            writes Swift for servers
            makes bugs, then fixes them
            open source by night
            backend developer
            """,
        emoji: "💻 🐛 🚀 🧑‍💻 👩‍💻 🦆 😵‍💫 ✅",
        hashtags: "Swift programming devlife opensource TIL buildinpublic"
    )

    static let englishSubway = Self(
        words: Phrasebook.englishWords,
        sentences: """
            Stuck on {line} for {#10-40} minutes. I know every advert by heart.
            Got a seat on {line} this morning. I have used up the week's luck.
            Missed my stop because the book was too good. Hello, {station}.
            Somebody on {line} is reading {reading} and I want to say hi.
            Ran for the last train. Missed it by {#2-4} minutes.
            Why is every escalator at {station} going the other way?
            The busker at {station} is better than half my playlist.
            Rush hour at {station}: a group hug with strangers.
            Meet me at {station}, they said. Exit {#1-9}, they said. Nobody is here.
            Fell asleep on {line} and woke up where the map ends.
            A dog on {line} sat on my foot. Best commute this year.
            The driver on {line} told us all to look at the sunset. What a hero.
            """,
        tails: """
            Should have walked.
            Headphones saved me.
            Leaving {#10-20} minutes earlier tomorrow.
            Get home safe, everyone.
            """,
        hobbies: """
            reads on trains
            long-distance commuter
            collects transit maps
            usually on the wrong platform
            """,
        emoji: "🚇 😴 🏃 🎧 🚉 🙃",
        hashtags: "commute subway trains publictransport"
    )

    static let englishMusic = Self(
        words: Phrasebook.englishWords,
        sentences: """
            A {genre} playlist and a closed door: I get so much done.
            Day {#3-90} of {instrument} practice. Played a whole song without stopping!
            Send me songs for the commute. Extra points for {genre}.
            Nothing beats a {genre} record on a slow {daypart}.
            Went to a {genre} night in {place}. Still humming.
            I have played this song {#20-80} times today.
            Made a {genre} mix. Who wants it?
            Bought another record. I still don't own a turntable.
            Tickets sold out in {#2-9} minutes. I was number {#2-9}0,000 in the queue.
            I slow down whenever I hear {instrument} music from a window.
            There is one {genre} album I only play in {season}.
            My {instrument} teacher says I am getting better. My neighbours disagree.
            """,
        tails: """
            Turn it up.
            The lyrics won't leave me alone.
            More recommendations, please.
            Music is the best thing we have.
            """,
        hobbies: """
            bedroom guitarist
            jazz and long walks
            too many records
            front row, every time
            """,
        emoji: "🎵 🎶 🎸 🎹 🎧 🥁 🎻 😭",
        hashtags: "nowplaying music vinyl livemusic playlist"
    )

    static let englishFootball = Self(
        words: Phrasebook.englishWords,
        sentences: """
            Lost my voice watching {team} tonight.
            A goal in minute {#85-90}. My heart is not built for this.
            We beat {team} {score}! I am never calm again.
            The {position} was everywhere today. Unreal.
            Without the replay {team} would have lost that one.
            Played {position} in five-a-side. Asked to be substituted after {#5-15} minutes.
            Nothing like being in the stadium when {team} score.
            Draws are the worst. Not sad, not happy, just tired.
            Up at {#3-5} in the morning for the match, then straight to work.
            Supporting {team} teaches you patience.
            This is the season for {team}. I say that every year.
            Looking for a {position} in {place} on {weekday}. No skill needed.
            """,
        tails: """
            On to the next one.
            I will not talk about the referee.
            This is why we watch.
            We're going all the way!
            """,
        hobbies: """
            Sunday league keeper
            football before breakfast
            long-suffering fan
            five-a-side, badly
            """,
        emoji: "⚽ 🥅 🏆 🔥 😱 👏 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        hashtags: "football matchday fiveaside COYR"
    )

    static let englishCats = Self(
        words: Phrasebook.englishWords,
        sentences: """
            {cat} is lying on the keyboard, so work is over.
            {#4-6} in the morning and {cat} has decided that it is breakfast.
            Bought {cat} an expensive bed. The cardboard box is still winning.
            Took {cat} to the vet. Perfectly healthy, deeply offended.
            Met a {coat} cat on the way home.
            {cat} is on my lap. I live here now, for the next {#2-4} hours.
            {#2-9},000 pictures on my phone and all of them are {cat}.
            {#2-9} years together and I still don't know what {cat} wants.
            {cat} can hear a treat bag from two floors away.
            Watching {cat} sleep should be a paid job.
            {cat} conquered the new cat tree in {#5-40} minutes.
            It's {#2-11} months since we brought home a {coat} cat called {cat}.
            """,
        tails: """
            Cats are always right.
            Pictures below.
            I work to pay for the treats.
            Send help, and snacks.
            """,
        hobbies: """
            staff to two cats
            says hello to every cat
            cat pictures, mostly
            paying for the treats
            """,
        emoji: "🐱 🐈 😻 🐾 🐈‍⬛ 😹",
        hashtags: "cats catsofminitter caturday catlife"
    )

    static let englishStudy = Self(
        words: Phrasebook.englishWords,
        sentences: """
            {#3-30} days until {exam}.
            Handed in the {subject} assignment {#3-50} minutes before the deadline.
            Learning {subject} again as an adult. Why did I ever hate it?
            Finding a seat in the library is harder than {exam}.
            You only really get {subject} when you write it out by hand.
            Studied for {#3-11} hours today. Tomorrow's me will be brilliant.
            Bought a book on {subject}. I feel smarter already.
            I passed {exam}! Thank you all for cheering me on.
            Anyone up for a study group? The topic is {subject}.
            Revising {subject} in a café in {place}. The table next to me is doing the same.
            Played the {subject} lecture at double speed and fell asleep anyway.
            This is the last time I cram. I have now said that {#3-20} times.
            {#20-90} minutes on one problem. The moment it clicks is why I do this.
            """,
        tails: """
            One step at a time.
            Now it gets serious.
            I need coffee.
            Good luck, everyone!
            """,
        hobbies: """
            late bloomer, back at uni
            one Korean sentence a day
            lives in the library
            learning things slowly
            """,
        emoji: "📚 ✏️ 📝 💯 🙏 🤓 🎓",
        hashtags: "studying studygram learning examseason"
    )

    static let englishCoffee = Self(
        words: Phrasebook.englishWords,
        sentences: """
            The day does not begin before {coffee}.
            New café in {place}, and they make {coffee} properly.
            Cup number {#3-6} today. I can see sounds.
            New bag of {bean} beans. The kitchen smells amazing.
            The best part of a pour-over is the {#2-4} minutes of waiting.
            Iced coffee in {season}. No debate.
            {#4-6} quid for {coffee}. In this economy.
            One coffee a day, I promised myself, for the {#4-9}th time.
            My moka pot beats any café in {place}. Let me believe it.
            There's nothing like {coffee} on a quiet {daypart}.
            Switched to decaf. Fell asleep in the meeting.
            The barista in {place} knows my order. I have made it in life.
            Got {coffee} on the house today. I nearly cried.
            """,
        tails: """
            I am a person again.
            No sleep tonight, then.
            Still smells wonderful.
            Anyone want to join?
            """,
        hobbies: """
            three cups a day
            home barista
            will travel for espresso
            powered by filter coffee
            """,
        emoji: "☕ 🫘 🥐 😌 🧋 🤎",
        hashtags: "coffee homebarista pourover cafe"
    )
}
