import HTTPTypes
import Hummingbird
import MinitterService

extension Gate {
    /// The request as a call that is done once; nil without an `Idempotency-Key`. Its body can still be read.
    func repeatableCall(
        _ request: inout Request, _ context: Context, by caller: Int64?
    ) async throws -> RepeatableCall? {
        guard let key = try request.idempotencyKey() else { return nil }
        var body = ByteBuffer()
        // That of a DELETE means nothing (RFC 9110, section 9.3.5).
        if request.method != .delete {
            body = try await JSONBody.bytes(of: request)
            request.body = RequestBody(buffer: body)
        }
        return idempotency.call(
            key, by: caller, method: request.method.rawValue, path: request.uri.path,
            body: Array(body.readableBytesView), onReplay: { context.notes.isReplay = true })
    }
}

extension Request {
    /// `Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324"` (draft-ietf-httpapi-idempotency-key-header, section
    /// 2.1), or the same without the quotation marks; nil where there is none.
    ///
    /// - Throws: a ``Problem`` that names the header.
    fileprivate func idempotencyKey() throws -> String? {
        guard let value = headers[.idempotencyKey] else { return nil }
        let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let key = isQuoted ? value.dropFirst().dropLast() : value[...]
        // Without what a structured field (RFC 9651, section 3.3.3) would have to escape.
        let isTaken = key.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        guard isTaken, (1...255).contains(key.utf8.count) else {
            throw Problem.invalid(
                field: "Idempotency-Key",
                "“Idempotency-Key” is not 1 to 255 visible ASCII characters without quotation marks and backslashes: "
                    + "take a random UUID.")
        }
        return String(key)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
}
