import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport

/// A form (`multipart/form-data`) with a picture.
struct PictureForm: Sendable {
    static let contentType = "multipart/form-data; boundary=form"

    /// 8 × 8 pixels in one colour.
    static let png = Data(
        base64Encoded: """
            iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGM8IWfDgA0wYRUdtBIA5+ABMmcf2iwAAAAASUVORK5CYII=
            """)!
    /// The same as a JPEG.
    static let jpeg = Data(
        base64Encoded: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8\
            ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAAR\
            CAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAA\
            AwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCIAaw//9k=
            """)!

    static func body(_ picture: Data, field: String = "profile-pic", fileName: String = "me.png") -> ByteBuffer {
        let head =
            "--form\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(fileName)\"\r\n"
            + "Content-Type: image/png\r\n\r\n"
        return ByteBuffer(bytes: Data(head.utf8) + picture + Data("\r\n--form--\r\n".utf8))
    }
}

extension TestApplication {
    func upload(
        _ body: ByteBuffer, to path: String = "/profile-picture", token: String,
        contentType: String? = PictureForm.contentType
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.authorization: token]
        headers[.contentType] = contentType
        return try await client.execute(uri: path, method: .post, headers: headers, body: body)
    }
}
