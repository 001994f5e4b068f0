import HummingbirdTesting
import TestSupport
import Testing

/// Bodies over their limit, as they come through a socket: announced by `Content-Length`, or without end.
@Suite(.timeLimit(.minutes(5))) struct LargeBodyTests {
    struct Upload: Sendable, CustomTestStringConvertible {
        let path: String
        let contentType: String
        let maximumBytes: Int
        var testDescription: String { path }
    }

    static let uploads = [
        Upload(path: "/tweet", contentType: "application/json", maximumBytes: 65_536),
        Upload(path: "/profile-picture", contentType: "multipart/form-data; boundary=form", maximumBytes: 8_388_608),
    ]

    /// Refused before any of it is sent.
    @Test(arguments: uploads)
    func oneThatIsAnnouncedIsRefusedAtOnce(_ upload: Upload) async throws {
        try await TestApplication.with(.live) { app in
            let token = try await app.person("minji").token
            let answer = try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await connection.send(head: head(of: upload, token) + "\nContent-Length: 1000000000")
                return try await connection.answer()
            }
            expectTooLarge(answer, upload)
        }
    }

    /// Refused as soon as it is too long.
    @Test(arguments: uploads)
    func oneWithoutEndIsRefused(_ upload: Upload) async throws {
        try await TestApplication.with(.live) { app in
            let token = try await app.person("minji").token
            let answer = try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await connection.send(head: head(of: upload, token) + "\nTransfer-Encoding: chunked")
                let beginning = "--form\r\nContent-Disposition: form-data; name=\"profile-pic\"\r\n\r\n"
                try await connection.send("\(String(beginning.utf8.count, radix: 16))\r\n\(beginning)\r\n")
                let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
                for _ in 0...(upload.maximumBytes / 65_536 + 2) { try await connection.send(chunk) }
                return try await connection.answer()
            }
            expectTooLarge(answer, upload)
        }
    }

    private func head(of upload: Upload, _ token: String) -> String {
        """
        POST \(upload.path) HTTP/1.1
        Host: localhost
        Authorization: \(token)
        Content-Type: \(upload.contentType)
        """
    }

    private func expectTooLarge(_ answer: RawAnswer?, _ upload: Upload) {
        #expect(answer?.statusLine.hasPrefix("HTTP/1.1 413 ") == true)
        #expect(answer?.header("Content-Type") == "application/problem+json; charset=utf-8")
        #expect(answer?.body.contains("At most \(upload.maximumBytes) bytes are taken.") == true)
    }
}
