import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// Uploads that are refused before anyone looks at the picture.
@Suite struct PictureFormTests {
    @Test(
        arguments: Endpoint.takingPicture,
        [nil, "", "image/png", "application/json", "application/x-www-form-urlencoded"])
    func mustBeAForm(endpoint: Endpoint, contentType: String?) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(
                PictureForm.body(PictureForm.png), to: endpoint.path, token: minji.token, contentType: contentType)
            expectProblem(
                response, .unsupportedType("Send a form (multipart/form-data) with the picture in “profile-pic”."))
        }
    }

    @Test(arguments: [
        ("multipart/form-data", "The Content-Type names no boundary."),
        ("multipart/form-data; charset=utf-8", "The Content-Type names no boundary."),
        ("multipart/form-data; boundary=", "The "),
        ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", "The boundary must have 1 to 70"),
        ("multipart/form-data; boundary=\"a;b\"", "The boundary must have 1 to 70"),
        ("multipart/form-data; boundary=other", "The body has no delimiter line."),
    ])
    func mustNameItsBoundary(contentType: String, beginning: String) async throws {
        try await expectMalformed(PictureForm.body(PictureForm.png), contentType: contentType, beginning)
    }

    @Test(arguments: [
        ("", "The body has no delimiter line."),
        ("hello", "The body has no delimiter line."),
        (String(repeating: "-", count: 5_000), "No delimiter line in the first"),
        ("--form", "The body "),
        ("--form\r\n", "The body ended inside a part."),
        ("--form\r\nContent-Disposition: form-data; name=\"profile-pic\"\r\n\r\nnever ends", "The body ended inside"),
        ("--form\r\nContent-Disposition: form-data; name=\"profile-pic\"\r\n\r\nx\r\n--form", "The body "),
        ("--form\r\n\r\nx\r\n--form--\r\n", "A part has no Content-Disposition."),
        ("--form\r\nContent-Disposition: form-data\r\n\r\nx\r\n--form--\r\n", "A part's Content-Disposition names no"),
        ("--form\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--form--\r\n", "A part's Content-Disp"),
        ("--form\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--form--\r\n", "A part's "),
        ("--form\r\nno colon\r\n\r\nx\r\n--form--\r\n", "A part's header can't be read."),
        (
            "--form\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\nx\r\n--form--\r\n",
            "A part's header goes on"
        ),
        (
            "--form\r\nContent-Disposition: form-data; name=\"a\"\r\ncontent-disposition: form-data; name=\"b\"\r\n\r\nx",
            "A part has the header Content-Disposition twice."
        ),
        (
            "--form\r\nContent-Disposition: form-data; name=\"profile-pic\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx",
            "A part has a Content-Transfer-Encoding"
        ),
        ("--form\r\nX: \(String(repeating: "x", count: 10_000))\r\n\r\n", "A part's headers are longer than"),
        (
            String(repeating: "--form\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", count: 100)
                + "--form--",
            "The body has more than"
        ),
    ])
    func mustBeWellFormed(body: String, beginning: String) async throws {
        try await expectMalformed(ByteBuffer(string: body), contentType: PictureForm.contentType, beginning)
    }

    @Test(arguments: ["picture", "PROFILE-PIC", "", "profile-pic "])
    func mustHaveThePictureInItsField(field: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(PictureForm.png, field: field), token: minji.token)
            expectProblem(response, .invalid("profile-pic", "The form has no file in “profile-pic”."))
        }
    }

    @Test(arguments: [
        "some image here", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "%PDF-1.7", "push graphic-context",
    ])
    func mustHoldAPicture(content: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(Data(content.utf8)), token: minji.token)
            expectProblem(response, .unsupportedType("Send a JPEG, PNG, WebP, GIF or HEIC picture."))
            expectAnswer(try await app.send(.get, "/users/\(minji.id)"), ExpectedJSON.user(minji.id, "minji"))
        }
    }

    /// Exactly 8 MiB are taken (and then found to be no picture).
    @Test(arguments: Endpoint.takingPicture)
    func mayHave8MiBAndNoMore(endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let most = Data(count: 8 * 1_024 * 1_024)
            let taken = try await app.upload(PictureForm.body(most), to: endpoint.path, token: minji.token)
            expectProblem(taken, .unsupportedType("Send a JPEG, PNG, WebP, GIF or HEIC picture."))
            for excess in [1, 1_024 * 1_024] {
                let tooLarge = try await app.upload(
                    PictureForm.body(most + Data(count: excess)), to: endpoint.path, token: minji.token)
                expectProblem(tooLarge, .tooLarge(8_388_608))
            }
        }
    }

    private func expectMalformed(_ body: ByteBuffer, contentType: String, _ beginning: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(body, token: minji.token, contentType: contentType)
            let detail = try #require(response.string("detail"))
            #expect(detail.hasPrefix(beginning))
            expectProblem(response, .malformed(detail))
        }
    }
}
