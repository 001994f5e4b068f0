#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `/proc` says of this process (proc(5)). Everything is nil where there is no `/proc`.
struct ProcessStatus: Sendable, Equatable {
    /// User and system time, of all threads, in ticks.
    let cpuTicks: Int
    /// Start time since boot, in ticks.
    let startTicks: Int
    /// Resident set size, in pages.
    let residentPages: Int

    /// Reads a line of `/proc/self/stat`. Its fields are counted after the command's name, which stands in parentheses
    /// and may hold anything: `123 (a) b) S 1 …`.
    init?(stat: String) {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        // Field 3 of the page, the state, is the first here.
        func field(_ number: Int) -> Int? {
            let index = number - 3
            return fields.indices.contains(index) ? Int(fields[index]) : nil
        }
        guard let user = field(14), let system = field(15), let start = field(22), let pages = field(24) else {
            return nil
        }
        (cpuTicks, startTicks, residentPages) = (user + system, start, pages)
    }

    static func current() -> ProcessStatus? {
        contents(ofFile: "/proc/self/stat").flatMap(ProcessStatus.init)
    }

    var cpuSeconds: Double { Double(cpuTicks) / Self.ticksPerSecond }
    var residentBytes: Double { Double(residentPages) * Double(sysconf(Int32(_SC_PAGESIZE))) }

    private static var ticksPerSecond: Double { Double(sysconf(Int32(_SC_CLK_TCK))) }

    /// When the process began, in seconds since 1970.
    static func startSeconds() -> Double? {
        guard let status = current(), let stat = contents(ofFile: "/proc/stat"),
            let boot = stat.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let bootSeconds = Double(boot.dropFirst("btime ".count))
        else { return nil }
        return bootSeconds + Double(status.startTicks) / ticksPerSecond
    }

    /// How many file descriptors are open, but the one that it takes to count them.
    static func openDescriptors() -> Double? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var entries = 0
        while readdir(directory) != nil { entries += 1 }
        // `.`, `..` and the directory's own.
        return Double(entries - 3)
    }

    /// A file of `/proc` has no size beforehand: it is read until it ends.
    private static func contents(ofFile path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
