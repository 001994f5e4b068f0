import Foundation
import NIOCore

/// What the system lets this process have.
enum ProcessResources {
    /// The cores that it may run on.
    ///
    /// NIO counts the machine's cores, or a container's share, and Foundation the machine's: not what `taskset` or
    /// systemd's `CPUAffinity` leave of them. More event loops than cores only take turns.
    static var cores: Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let allowed = status.flatMap(allowedCores(status:)) else { return System.coreCount }
        return min(System.coreCount, allowed)
    }

    /// - Parameter status: `/proc/PID/status`, with the line `Cpus_allowed:` and a mask as hexadecimal numbers with commas
    ///   between them (proc(5)).
    /// - Returns: nil without such a line, as on another system than Linux.
    static func allowedCores(status: String) -> Int? {
        let name = "Cpus_allowed:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        let cores = line.dropFirst(name.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
        return cores > 0 ? cores : nil
    }

    /// Connections are files: takes as many as the system grants without asking.
    ///
    /// - Returns: how many connections of clients that is room for, beside what else is open; nil: as many as anybody wants.
    static func raiseFileLimit() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(exactly: limit.rlim_cur).map(connections(files:))
    }

    /// The database, the storage, the log and the event loops have some 50 open; 128 leave room for a larger pool.
    static func connections(files: Int) -> Int {
        files - min(128, files / 2)
    }
}
