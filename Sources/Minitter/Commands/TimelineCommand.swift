import ArgumentParser
import Dispatch
import Foundation
import MinitterModel
import MinitterService
import Synchronization

struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "Look after what is kept ready of the timelines.",
        subcommands: [Rebuild.self, Check.self])
}

extension TimelineCommand {
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make all timelines anew from the tweets and from who follows whom.",
            discussion: """
                Servers may run meanwhile. It is never needed for a timeline to be right, unless “minitter timeline \
                check” finds one that is not; it makes them cheap to read after a copy, after a change of \
                MINITTER_TIMELINE_WINDOW, or after an upgrade. Servers do it themselves, one by one, for those that are \
                read. Timelines that nobody has read for MINITTER_TIMELINE_ACTIVE_DAYS are left out.

                Control-C stops it; what is done stays done.
                """)

        @Option(help: "Go on after this account's id, as a run that was stopped has said.") var after: Int64 = 0
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let stop = StopSignal()
                try await program.rebuildTimelines(after: after) { !stop.hasCome }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare all timelines with the tweets and with who follows whom.",
            discussion: """
                Nothing is changed, and servers may run meanwhile. It ends with 1 when a timeline lacks a tweet or has \
                one that does not belong there: “minitter timeline rebuild” mends that.
                """)

        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let wrong = try await program.checkTimelines()
                guard wrong == 0 else {
                    throw ProgramError("\(wrong) timelines are wrong: “minitter timeline rebuild” mends them.")
                }
            }
        }
    }
}

extension Program {
    /// - Parameter goesOn: is asked after each batch.
    func rebuildTimelines(after: Int64 = 0, while goesOn: () -> Bool = { true }) async throws {
        let rebuild = TimelineRebuild(services)
        var bar = ProgressBar(
            label: "Timelines", unit: "timelines", total: try await rebuild.accountCount(after: after))
        var stoppedAt: Int64?
        try await rebuild.makeAll(after: after) { upTo, count in
            bar.advance(by: count)
            guard goesOn() else {
                stoppedAt = upTo
                return false
            }
            return true
        }
        bar.finish()
        if let stoppedAt {
            throw ProgramError("Stopped. “minitter timeline rebuild --after \(stoppedAt)” goes on from here.")
        }
    }

    /// - Returns: how many timelines are wrong.
    fileprivate func checkTimelines() async throws -> Int {
        let rebuild = TimelineRebuild(services)
        var bar = ProgressBar(label: "Timelines", unit: "timelines", total: try await rebuild.accountCount())
        var report: [String] = []
        var (right, notMade, wrong, leftBehind) = (0, 0, 0, 0)
        try await rebuild.compareAll { findings, count in
            for (owner, finding) in findings {
                leftBehind += finding.leftBehind
                if !finding.isMade { notMade += 1 } else if finding.isRight { right += 1 } else { wrong += 1 }
                guard !finding.isRight, report.count < 20 else { continue }
                report.append("account \(owner): lacks \(finding.missing), \(finding.foreign) don't belong there")
            }
            bar.advance(by: count)
            return true
        }
        bar.finish()
        for line in report { print(line) }
        print(
            """
            right: \(right); not kept ready: \(notMade); wrong: \(wrong)
            entries of tweets that were deleted, which do no harm: \(leftBehind)
            """)
        return wrong
    }
}

/// Control-C and SIGTERM, noted instead of ending the program.
private struct StopSignal {
    private final class Note: Sendable {
        let hasCome = Atomic(false)
    }

    private let note = Note()
    private let sources: [any DispatchSourceSignal]

    init() {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number)
        }
        for source in sources {
            source.setEventHandler { [note] in note.hasCome.store(true, ordering: .relaxed) }
            source.resume()
        }
    }

    var hasCome: Bool { note.hasCome.load(ordering: .relaxed) }
}
