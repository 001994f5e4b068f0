package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Sends requests to one bucket: signs them, and sends again those that may succeed the next time. All that S3 is asked
/// for here can be done twice.
struct S3Client: Sendable {
    let settings: S3Settings
    let address: S3Address
    let credentials: CredentialKeeper
    let http: HTTPClient
    let now: @Sendable () -> Date

    /// - Parameter attempts: nil: as the settings say.
    /// - Returns: an answer that says it succeeded; its body is still to be read.
    func send(_ request: S3Request, attempts: Int? = nil) async throws(S3Failure) -> HTTPClientResponse {
        var delay = settings.retryDelay
        var remaining = attempts ?? settings.attempts
        while true {
            do {
                return try await sendOnce(request)
            } catch .refused(let status, let code, let message) where !Self.passes(status) {
                throw .refused(status: status, code: code, message: message)
            } catch {
                remaining -= 1
                if remaining <= 0 || Task.isCancelled { throw .away(reason: error.reason) }
            }
            // Half of it by chance, so that those who failed together don't come back together.
            try? await Task.sleep(for: .seconds(delay * Double.random(in: 0.5...1)))
            delay = min(delay * 2, 5)
        }
    }

    /// Too many requests, and what is the server's fault.
    private static func passes(_ status: Int) -> Bool { [429, 500, 502, 503, 504].contains(status) }

    private func sendOnce(_ request: S3Request) async throws(S3Failure) -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            let signer = RequestSigner(credentials: try await credentials.current(), region: settings.region)
            response = try await http.execute(
                request.signed(address, signer, at: now()), deadline: .now() + limit(of: request))
        } catch {
            throw .away(reason: "\(address.origin): \(error)")
        }
        guard (200..<300).contains(response.status.code) else { throw await refusal(response) }
        return response
    }

    /// Until the answer's head. A body gets a second for each 64 KiB; a stall ends sooner, by the client's time-outs.
    private func limit(of request: S3Request) -> TimeAmount {
        .seconds(Int64(settings.timeout + (request.content?.size ?? 0) / 65_536))
    }

    private func refusal(_ response: HTTPClientResponse) async -> S3Failure {
        let body = try? await response.body.collect(upTo: 64 * 1_024)
        let text = body.map { String(buffer: $0) } ?? ""
        return .refused(
            status: Int(response.status.code), code: XMLElements.first("Code", in: text) ?? "",
            message: XMLElements.first("Message", in: text) ?? "")
    }
}

extension HTTPClient.Configuration {
    /// What requests to S3 and for credentials need.
    ///
    /// - Parameter timeout: seconds for which a connection may stand still.
    package static func forObjectStorage(timeout: Int) -> HTTPClient.Configuration {
        let limit = TimeAmount.seconds(Int64(timeout))
        var configuration = HTTPClient.Configuration(
            // The signature holds for one URL.
            redirectConfiguration: .disallow,
            timeout: .init(connect: min(limit, .seconds(5)), read: limit, write: limit))
        configuration.httpVersion = .http1Only
        // Waiting for a free connection counts as connecting.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // S3Client does that.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
