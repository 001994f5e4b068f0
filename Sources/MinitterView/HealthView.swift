import HTTPTypes
import Hummingbird
import MinitterService
import NIOCore

/// Whether the server is there, is alive, and is ready.
struct HealthView: Sendable {
    let health: HealthService
    let drain: Drain

    /// The seed's answer, to the letter.
    @Sendable func ping(_ request: Request, _ context: Context) -> Response {
        .text("some some pong")
    }

    /// The process runs. A failure means: start it anew.
    @Sendable func live(_ request: Request, _ context: Context) -> Response {
        .text("ok")
    }

    /// Requests can be answered. A failure means: send them elsewhere. The storage of pictures is told apart and
    /// doesn't count, because all else goes on without it.
    @Sendable func ready(_ request: Request, _ context: Context) async -> Response {
        let report = await health.report()
        let isReady = report.database == nil && !drain.isDraining
        context.notes.reason = report.database ?? report.storage
        return .json(status: isReady ? .ok : .serviceUnavailable, headers: isReady ? [:] : [.retryAfter: "2"]) { json in
            json.member("ready", isReady)
            json.member("draining", drain.isDraining)
            json.member("database", report.database == nil ? "ok" : "unavailable")
            json.member("object_storage", report.storage == nil ? "ok" : "unavailable")
        }
    }
}

extension Response {
    static func text(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
