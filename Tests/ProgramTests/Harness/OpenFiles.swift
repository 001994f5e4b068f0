import Foundation

/// The files, and so the connections, that this process may have open.
enum OpenFiles {
    /// Takes as many as the system grants without asking: often it is 1,024 at first.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
