import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// The bytes of an object as they come. A connection that breaks is replaced, and the rest asked for on the new one.
struct S3Download: Sendable {
    let client: S3Client
    let request: S3Request
    let info: ObjectInfo
    /// Of the object's content: the rest of another object is of no use.
    let eTag: String?

    /// - Parameter first: the body of the answer that is there already. Only one reader can have it; each one after
    ///   that asks anew.
    func chunks(beginningWith first: HTTPClientResponse.Body) -> Rereadable<ByteBuffer> {
        let first = FirstBody(first)
        return Rereadable {
            var body = first.take()?.makeAsyncIterator()
            var position = 0
            var breaks = 0
            return {
                while position < info.size {
                    do {
                        if body == nil { body = try await rest(from: position).makeAsyncIterator() }
                        if let chunk = try await body?.next(), chunk.readableBytes > 0 {
                            position += chunk.readableBytes
                            return chunk
                        }
                        throw S3Failure.away(reason: "the answer ends after \(position) of \(info.size) bytes")
                    } catch {
                        breaks += 1
                        body = nil
                        guard breaks < client.settings.attempts, !Task.isCancelled, !(error is ObjectStorageError)
                        else {
                            let reason = (error as? S3Failure)?.reason ?? "\(error)"
                            throw ObjectStorageError("can't read \(info.key) to its end: \(reason)")
                        }
                    }
                }
                return nil
            }
        }
    }

    private func rest(from position: Int) async throws -> HTTPClientResponse.Body {
        var request = request
        if position > 0 { request.headers.append(("range", "bytes=\(position)-")) }
        if let eTag { request.headers.append(("if-match", eTag)) }
        let response = try await client.send(request)
        // 206: the answer begins where it was asked to.
        guard position == 0 || response.status == .partialContent else {
            throw ObjectStorageError("can't read the rest of \(info.key): the storage knows no ranges")
        }
        return response.body
    }
}

/// The body of an answer, for the first who takes it.
private final class FirstBody: Sendable {
    private let body: Mutex<HTTPClientResponse.Body?>

    init(_ body: HTTPClientResponse.Body) {
        self.body = Mutex(body)
    }

    func take() -> HTTPClientResponse.Body? {
        body.withLock { body in
            defer { body = nil }
            return body
        }
    }
}
