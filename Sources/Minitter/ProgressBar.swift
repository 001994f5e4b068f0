import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Shows on standard error how far a long job has come.
///
/// On a terminal this is one line that is drawn over again, at most ten times a second:
///
///     Tweets  [=============>               ]  45 %  450,000/1,000,000  81,250 tweets/s  0:06 left
///
/// Elsewhere (a file, a pipe, a service's log) it is a plain line for every tenth of the job. One task uses a bar from
/// its start to its end; it is not made to be shared.
struct ProgressBar {
    private let label: String
    private let unit: String
    private let total: Int
    private let isTerminal: Bool
    private let columns: () -> Int
    private let now: () -> ContinuousClock.Instant
    private let output: (String) -> Void

    private let start: ContinuousClock.Instant
    private var done = 0
    private var lastDrawing: ContinuousClock.Instant?
    private var lastTenth = 0
    private var isFinished = false

    /// - Parameters:
    ///   - label: What is being done, at the beginning of the line.
    ///   - unit: What is counted, in the plural, as in "81,250 tweets/s".
    ///   - total: How many there will be. The bar stays full if there are more.
    ///   - isTerminal: Whether the output can draw over its last line.
    ///   - columns: How wide the terminal is now.
    ///   - now: The clock.
    ///   - output: Writes text as it is, without a line break of its own.
    init(
        label: String,
        unit: String = "",
        total: Int,
        isTerminal: Bool = ProgressBar.standardErrorIsTerminal,
        columns: @escaping () -> Int = ProgressBar.columnsOfStandardError,
        now: @escaping () -> ContinuousClock.Instant = { .now },
        to output: @escaping (String) -> Void = ProgressBar.writeToStandardError
    ) {
        self.label = label
        self.unit = unit
        self.total = max(total, 0)
        self.isTerminal = isTerminal
        self.columns = columns
        self.now = now
        self.output = output
        start = now()
        if isTerminal { draw(at: start) }
    }

    mutating func advance(by count: Int = 1) {
        guard !isFinished else { return }
        done += max(count, 0)
        if isTerminal {
            let time = now()
            if let lastDrawing, lastDrawing.duration(to: time) < .milliseconds(100) { return }
            draw(at: time)
        } else if percent / 10 > lastTenth, percent < 100 {
            // The line for all of it is finish()'s, which knows that no more comes.
            lastTenth = percent / 10
            output(line(at: now(), bar: nil) + "\n")
        }
    }

    /// Shows the job as it ended, with the time it took. What is shown afterwards starts on a new line.
    mutating func finish() {
        guard !isFinished else { return }
        isFinished = true
        if isTerminal {
            draw(at: now())
            output("\n")
        } else {
            output(line(at: now(), bar: nil) + "\n")
        }
    }

    private mutating func draw(at time: ContinuousClock.Instant) {
        lastDrawing = time
        // A full last column would make some terminals go to the next line.
        let room = columns() - 1
        let barWidth = min(30, room - line(at: time, bar: 0).count)
        let line = line(at: time, bar: barWidth >= 10 ? barWidth : nil)
        output("\r\(line.prefix(max(room, 0)))\u{1B}[K")
    }
}

extension ProgressBar {
    private var percent: Int { total > 0 ? min(done, total) * 100 / total : 100 }

    /// - Parameter width: How long the bar is between its brackets, or nil for none.
    private func line(at time: ContinuousClock.Instant, bar width: Int?) -> String {
        var parts = [label]
        if let width { parts.append("[\(bar(width))]") }
        parts.append((percent < 10 ? "  " : percent < 100 ? " " : "") + "\(percent) %")
        parts.append("\(grouped(done))/\(grouped(total))")
        let seconds = start.duration(to: time) / .seconds(1)
        // A rate made from a few milliseconds says nothing.
        if seconds >= 0.1, done > 0 {
            let rate = Double(done) / seconds
            parts.append(grouped(Int(rate)) + (unit.isEmpty ? "/s" : " \(unit)/s"))
            if !isFinished { parts.append("\(clock(Double(max(total - done, 0)) / rate)) left") }
        }
        if isFinished { parts.append("in \(clock(seconds))") }
        return parts.joined(separator: "  ")
    }

    private func bar(_ width: Int) -> String {
        let filled = width * percent / 100
        guard filled < width else { return String(repeating: "=", count: width) }
        return String(repeating: "=", count: filled) + ">" + String(repeating: " ", count: width - filled - 1)
    }

    /// 1234567 → 1,234,567, in every locale.
    private func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max($0 - 3, 0)..<$0]) }
        return groups.reversed().joined(separator: ",")
    }

    /// 75 → 1:15, 3661 → 1:01:01.
    private func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(), 359_999))
        let (minutes, second) = whole.quotientAndRemainder(dividingBy: 60)
        let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minute)):\(two(second))" : "\(minute):\(two(second))"
    }
}

extension ProgressBar {
    static var standardErrorIsTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    static func columnsOfStandardError() -> Int {
        var size = winsize()
        let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    /// A bar that can't be shown is no reason to stop the job, so failures are ignored.
    static func writeToStandardError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
