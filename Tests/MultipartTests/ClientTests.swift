import Testing

@testable import Multipart

/// Bodies as clients really write them.
@Suite struct ClientTests {
    /// The first bytes of a PNG: they hold a carriage return and a line feed.
    private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00]

    /// Captured from curl 7.88.1: `curl -F user_id=1 -F 소개=안녕하세요 -F 'profile-pic=@"사진 \"1\"\\.png";type=image/png'`.
    @Test func `curl`() {
        let boundary = "------------------------7d7f70af841ce16d"
        let start = crlf(
            """
            --\(boundary)
            Content-Disposition: form-data; name="user_id"

            1
            --\(boundary)
            Content-Disposition: form-data; name="소개"

            안녕하세요
            --\(boundary)
            Content-Disposition: form-data; name="profile-pic"; filename="사진 %221%22\\.png"
            Content-Type: image/png


            """
        )
        let body = Array(start.utf8) + png + Array("\r\n--\(boundary)--\r\n".utf8)
        let picture = MultipartParser.PartHeaders(
            name: "profile-pic",
            filename: "사진 %221%22\\.png",
            contentType: "image/png"
        )
        let parts = [Part("user_id", "1"), Part("소개", "안녕하세요"), Part(picture, data: png)]
        #expect(read(body, boundary: boundary) == .success(parts))
    }

    /// The form of Chrome and Safari, with a file field that was left empty.
    @Test func `a browser`() {
        let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        let start = crlf(
            """
            --\(boundary)
            Content-Disposition: form-data; name="profile_pic"; filename="나의 사진.png"
            Content-Type: image/png


            """
        )
        let end = crlf(
            """

            --\(boundary)
            Content-Disposition: form-data; name="other"; filename=""
            Content-Type: application/octet-stream


            --\(boundary)--

            """
        )
        let picture = MultipartParser.PartHeaders(
            name: "profile_pic",
            filename: "나의 사진.png",
            contentType: "image/png"
        )
        let empty = MultipartParser.PartHeaders(
            name: "other",
            filename: "",
            contentType: "application/octet-stream"
        )
        let body = Array(start.utf8) + png + Array(end.utf8)
        #expect(read(body, boundary: boundary) == .success([Part(picture, data: png), Part(empty)]))
    }

    /// OkHttp and Apache's HttpClient write fields that RFC 7578 section 4.8 tells receivers to ignore.
    @Test func `a Java client`() {
        let body = crlf(
            """
            --3f1c4d2e-9d1b-4c8e-8f0a-0c7b5f1b2a10
            Content-Disposition: form-data; name="profile-pic"; filename="a.jpg"
            Content-Type: image/jpeg
            Content-Transfer-Encoding: binary
            Content-Length: 4
            X-Anything: at all; "even this

            data
            --3f1c4d2e-9d1b-4c8e-8f0a-0c7b5f1b2a10--

            """
        )
        let part = Part("profile-pic", filename: "a.jpg", contentType: "image/jpeg", "data")
        #expect(read(body, boundary: "3f1c4d2e-9d1b-4c8e-8f0a-0c7b5f1b2a10") == .success([part]))
    }

    /// What the seed's users send: `requests.post(…, files={"profile_pic": …})` writes a hexadecimal boundary.
    @Test func `Python requests`() {
        let body = crlf(
            """
            --1b2c8d8a5f4e4c0f9a7d6e5c4b3a2918
            Content-Disposition: form-data; name="profile_pic"; filename="me.jpg"

            JPEG
            --1b2c8d8a5f4e4c0f9a7d6e5c4b3a2918--

            """
        )
        let part = Part("profile_pic", filename: "me.jpg", "JPEG")
        #expect(read(body, boundary: "1b2c8d8a5f4e4c0f9a7d6e5c4b3a2918") == .success([part]))
    }
}
