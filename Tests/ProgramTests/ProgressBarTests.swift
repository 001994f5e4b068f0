import Testing

@testable import Minitter

@Suite("The progress bar")
struct ProgressBarTests {
    let screen = Screen()

    @Test("prints a plain line for every tenth where it can't draw")
    func lines() {
        var bar = screen.bar(of: 1_000, isTerminal: false)
        for _ in 0..<100 {
            screen.time += .milliseconds(10)
            bar.advance(by: 10)
        }
        bar.finish()
        let lines = screen.text.split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines.first == "Tweets   10 %  100/1,000  1,000 tweets/s  0:01 left")
        #expect(lines.last == "Tweets  100 %  1,000/1,000  1,000 tweets/s  in 0:01")
        #expect(!screen.text.contains("\r"))
    }

    @Test("prints one line for a leap over several tenths, and the time of a job that ends early")
    func leaps() {
        var bar = screen.bar(of: 10, isTerminal: false)
        bar.advance(by: 7)
        screen.time += .seconds(4)
        bar.advance()
        screen.time += .seconds(3_996)
        bar.finish()
        #expect(screen.text.split(separator: "\n").count == 3)
        #expect(screen.text.contains("Tweets   70 %  7/10\n"))
        #expect(screen.text.contains("Tweets   80 %  8/10  2 tweets/s  0:01 left\n"))
        #expect(screen.text.hasSuffix("Tweets   80 %  8/10  0 tweets/s  in 1:06:40\n"))
    }

    @Test("draws at most ten times a second, within the width of the terminal", arguments: [0, 1, 20, 40, 60, 80, 200])
    func drawing(columns: Int) {
        var bar = screen.bar(of: 1_000_000, isTerminal: true, columns: columns)
        for _ in 0..<1_000 {
            screen.time += .milliseconds(1)
            bar.advance(by: 450)
        }
        #expect(screen.drawings.count == 11)
        bar.finish()
        #expect(screen.text.hasSuffix("\u{1B}[K\n"))
        #expect(screen.drawings.allSatisfy { $0.count <= max(columns - 1, 0) })
    }

    @Test("shows how far the job is, how fast and how long it will take")
    func look() {
        var bar = screen.bar(of: 1_000_000, isTerminal: true)
        screen.time += .seconds(6)
        bar.advance(by: 450_000)
        #expect(
            screen.drawings.last
                == "Tweets  [=============>                ]   45 %  450,000/1,000,000  75,000 tweets/s  0:07 left")
    }

    @Test("is full with nothing to do, and with more than there was to do")
    func odd() {
        var none = screen.bar(of: 0, isTerminal: false)
        none.finish()
        none.finish()
        none.advance()
        #expect(screen.text == "Tweets  100 %  0/0  in 0:00\n")
        var more = screen.bar(of: 3, isTerminal: true)
        more.advance(by: 9)
        more.advance(by: -4)
        more.finish()
        #expect(screen.drawings.last?.contains("[==============================]  100 %  9/3") == true)
    }
}

/// Keeps what a bar prints, and stands for the clock.
final class Screen {
    private(set) var text = ""
    var time = ContinuousClock.now

    var drawings: [Substring] {
        text.split(separator: "\r").map { $0.prefix { $0 != "\u{1B}" } }
    }

    func bar(of total: Int, isTerminal: Bool, columns: Int = 120) -> ProgressBar {
        ProgressBar(
            label: "Tweets", unit: "tweets", total: total, isTerminal: isTerminal, columns: { columns },
            now: { self.time }, to: { self.text += $0 })
    }
}
