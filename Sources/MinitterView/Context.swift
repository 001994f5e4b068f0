package import Hummingbird
import NIOCore
import Synchronization

/// What travels with a request.
package struct Context: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection; nil in tests without one. A proxy's, where there is one: see ``ClientAddresses``.
    let peer: SocketAddress?
    /// What is learned of the request on its way, for its line in the log.
    let notes = RequestNotes()

    package init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }
}

/// A class, because a context is copied on its way down and the log's line is written on the way up.
final class RequestNotes: Sendable {
    private let noted = Mutex((caller: Int64?.none, reason: String?.none, isReplay: false))

    /// The account that the token speaks for.
    var caller: Int64? {
        get { noted.withLock { $0.caller } }
        set { noted.withLock { $0.caller = newValue } }
    }

    /// Why the request failed, for operators alone.
    var reason: String? {
        get { noted.withLock { $0.reason } }
        set { noted.withLock { $0.reason = newValue } }
    }

    /// Whether the answer is that of an earlier request with the same `Idempotency-Key`.
    var isReplay: Bool {
        get { noted.withLock { $0.isReplay } }
        set { noted.withLock { $0.isReplay = newValue } }
    }
}
