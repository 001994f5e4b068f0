import DequeModule
import Synchronization

/// Lets only so many tasks be somewhere at once.
final class Turnstile: Sendable {
    private let state: Mutex<(places: Int, waiting: Deque<CheckedContinuation<Void, Never>>)>

    init(places: Int) {
        state = Mutex((places, []))
    }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.places == 0 else {
                    state.places -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            let next = state.waiting.popFirst()
            if next == nil { state.places += 1 }
            return next
        }
        next?.resume()
    }
}
