import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Synchronization

/// The outermost middleware: gives the answer its request id, writes the request's line in the log, and counts it.
struct RequestLog: RouterMiddleware {
    let addresses: ClientAddresses
    let drain: Drain
    let metrics: RequestMetrics
    let isLogging: Bool

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let startedAt = ContinuousClock.now
        var response = try await next(request, context)
        let duration = ContinuousClock.now - startedAt

        response.headers[.xRequestID] = context.id
        response.headers[.xContentTypeOptions] = "nosniff"
        if context.notes.isReplay { response.headers[.idempotencyReplayed] = "true" }
        if drain.isDraining { response.headers[.connection] = "close" }
        metrics.record(
            method: request.method, route: context.endpointPath ?? "NotFound", status: response.status, duration)
        if isLogging { log(request, context, response, duration) }
        return response
    }

    private func log(_ request: Request, _ context: Context, _ response: Response, _ duration: Duration) {
        let isFailure = response.status.kind == .serverError
        context.logger.log(
            level: isFailure ? .error : .info, "\(request.method) \(request.uri.path)",
            metadata: metadata(request, context, response, duration))
    }

    private func metadata(
        _ request: Request, _ context: Context, _ response: Response, _ duration: Duration
    ) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "status": .stringConvertible(response.status.code),
            "duration_us": .stringConvertible(Int(duration / .microseconds(1))),
        ]
        if let address = addresses.address(of: request, context) { metadata["client"] = "\(address)" }
        if let caller = context.notes.caller { metadata["user_id"] = .stringConvertible(caller) }
        if context.notes.isReplay { metadata["replayed"] = "true" }
        if let reason = context.notes.reason { metadata["reason"] = "\(reason)" }
        return metadata
    }
}

/// Requests and their durations, by method, route and status. A route is one of ``Routes`` or `NotFound`, so there are
/// only so many.
final class RequestMetrics: Sendable {
    private let factory: any MetricsFactory
    private let known = Mutex<[Key: (Counter, Timer)]>([:])

    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    init(factory: any MetricsFactory) {
        self.factory = factory
    }

    func record(method: HTTPRequest.Method, route: String, status: HTTPResponse.Status, _ duration: Duration) {
        // A method is any token that a client likes to send; only those that a route takes are told apart.
        let method = route == "NotFound" ? "*" : method.rawValue
        let key = Key(method: method, route: route, status: status.code)
        let (counter, timer) = known.withLock { known in
            if let metrics = known[key] { return metrics }
            let made = make(key)
            known[key] = made
            return made
        }
        counter.increment()
        timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    private func make(_ key: Key) -> (Counter, Timer) {
        let route = [("method", key.method), ("route", key.route)]
        return (
            Counter(
                label: "http_requests", dimensions: route + [("status", String(key.status))], factory: factory),
            Timer(label: "http_request_duration", dimensions: route, factory: factory)
        )
    }
}
