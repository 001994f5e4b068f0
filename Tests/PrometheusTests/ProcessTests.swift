import Testing

@testable import Prometheus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ProcessTests {
    private static let isLinux: Bool = {
        #if os(Linux)
            true
        #else
            false
        #endif
    }()

    /// A line of a process whose name is `a) b (c`, with the numbers of proc(5) where they are asked for.
    @Test func `a line of stat`() throws {
        let stat = "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 140 15 16 17 18 19 20 21 2200 23 2400 25"
        let status = try #require(ProcessStatus(stat: stat))
        #expect(status.cpuTicks == 155)
        #expect(status.startTicks == 2200)
        #expect(status.residentPages == 2400)
        #expect(ProcessStatus(stat: "") == nil)
        #expect(ProcessStatus(stat: "42 (a) S 1 2 3") == nil)
        #expect(ProcessStatus(stat: stat.replacing("2400", with: "x")) == nil)
    }

    private func value(_ name: String, in text: String) throws -> Double {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
        return try #require(Double(line.dropFirst(name.count + 1)))
    }

    @Test(.enabled(if: isLinux)) func `this process`() throws {
        let registry = PrometheusRegistry()
        registry.collectProcessMetrics()
        let text = registry.render()
        #expect(
            text.split(separator: "\n").filter { $0.hasPrefix("#") } == [
                "# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.",
                "# TYPE process_cpu_seconds_total counter",
                "# HELP process_open_fds Number of open file descriptors.",
                "# TYPE process_open_fds gauge",
                "# HELP process_resident_memory_bytes Resident memory size in bytes.",
                "# TYPE process_resident_memory_bytes gauge",
                "# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.",
                "# TYPE process_start_time_seconds gauge",
            ]
        )
        let now = Double(time(nil))
        let start = try value("process_start_time_seconds", in: text)
        #expect(start <= now + 1 && start > now - 24 * 3600)
        #expect(try value("process_resident_memory_bytes", in: text) > 1_048_576)
    }

    /// clock(3) reads the same, more precisely.
    @Test(.enabled(if: isLinux)) func `CPU time is that of the process`() throws {
        let before = Double(clock()) / Double(CLOCKS_PER_SEC)
        let seconds = try #require(ProcessStatus.current()).cpuSeconds
        let after = Double(clock()) / Double(CLOCKS_PER_SEC)
        #expect(seconds > before - 0.1 && seconds < after + 0.1)
    }

    @Test(.enabled(if: isLinux)) func `CPU time grows with work`() throws {
        let before = try #require(ProcessStatus.current()).cpuSeconds
        let start = ContinuousClock.now
        // Spins: sleeping would use none.
        while try #require(ProcessStatus.current()).cpuSeconds < before + 0.02 {
            try #require(start.duration(to: .now) < .seconds(30))
        }
    }

    /// Other tests open and close files meanwhile, so the two counts need not agree at once.
    @Test(.enabled(if: isLinux)) func `open descriptors are counted without the counting one`() throws {
        let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        for _ in 0..<10_000 {
            let open = (0..<4096).count { fcntl($0, F_GETFD) != -1 }
            if try #require(ProcessStatus.openDescriptors()) == Double(open) { return }
        }
        Issue.record("never the number that fcntl(2) finds")
    }
}
