import HTTPTypes
import Hummingbird
import MinitterService
import Multipart
import NIOCore
import ObjectStorage

/// Profile pictures: sent as a form's file, answered as a URL.
struct ProfilePictureView: Sendable {
    let pictures: ProfilePictureService
    let links: PictureLinks

    /// The form's field: the seed used both spellings.
    private static let fieldNames: Set<String> = ["profile-pic", "profile_pic"]
    /// The picture, and what a form puts around it.
    private static let maximumBodyBytes = ProfilePictureService.maximumBytes + 64 * 1_024

    @Sendable func upload(_ request: Request, _ context: Context, caller: Int64) async throws -> Response {
        let key = try await pictures.replace(of: caller, with: file(in: request))
        return response(key, request, context)
    }

    @Sendable func link(_ request: Request, _ context: Context) async throws -> Response {
        response(try await pictures.key(of: context.pathID("user_id")), request, context)
    }

    private func response(_ key: String, _ request: Request, _ context: Context) -> Response {
        let base = links.base(for: request, context)
        return .json { $0.member("img_url", base.url(of: key)) }
    }

    /// The picture itself, passed on as it comes. Its URL names its content, so it may be kept for ever (RFC 8246).
    @Sendable func show(_ request: Request, _ context: Context) async throws -> Response {
        let userID = try context.pathID("user_id")
        let file = context.parameters.get("file") ?? ""
        let headers: HTTPFields = [
            .eTag: "\"\(file)\"", .cacheControl: "public, max-age=31536000, immutable",
        ]
        let key = "profile/\(userID)/\(file)"
        if request.headers[.ifNoneMatch].map({ EntityTag.matches($0, headers[.eTag]!) }) == true {
            _ = try await pictures.info(at: key)
            return Response(status: .notModified, headers: headers)
        }
        var contentHeaders = headers
        contentHeaders[.contentType] = "image/webp"
        return Response(status: .ok, headers: contentHeaders, body: try await content(at: key, for: request.method))
    }

    /// The answer to HEAD has the length alone.
    private func content(at key: String, for method: HTTPRequest.Method) async throws -> ResponseBody {
        guard method != .head else {
            return ResponseBody(contentLength: try await pictures.info(at: key).size) { try await $0.finish(nil) }
        }
        let picture = try await pictures.picture(at: key)
        return ResponseBody(contentLength: picture.info.size) { writer in
            // A chunk is asked for once the one before has gone out.
            for try await chunk in picture.chunks { try await writer.write(chunk) }
            try await writer.finish(nil)
        }
    }
}

// MARK: - Reading the form

extension ProfilePictureView {
    /// The bytes of the form's file, read as they come and never more than may be.
    private func file(in request: Request) async throws -> UploadSpool {
        guard let contentType = request.headers[.contentType], !contentType.isEmpty else {
            throw MultipartError.notMultipartFormData
        }
        let boundary = try MultipartParser.boundary(ofContentType: contentType)
        let tooLarge = Problem.tooLarge(maximumBytes: ProfilePictureService.maximumBytes)
        if let length = request.announcedLength, length > Self.maximumBodyBytes { throw tooLarge }
        var parser = try MultipartParser(boundary: boundary)
        var form = Form(file: pictures.newUpload())
        var received = 0
        for try await chunk in request.body {
            received += chunk.readableBytes
            guard received <= Self.maximumBodyBytes else { throw tooLarge }
            for event in try parser.parse(Array(chunk.readableBytesView)) {
                try await form.take(event)
            }
        }
        try parser.finish()
        guard form.hasFile else {
            throw Problem.invalid(field: "profile-pic", "The form has no file in “profile-pic”.")
        }
        return form.file
    }

    /// Collects the first part of the right name.
    private struct Form {
        let file: UploadSpool
        private(set) var hasFile = false
        private var isInFile = false

        init(file: UploadSpool) {
            self.file = file
        }

        mutating func take(_ event: MultipartParser.Event) async throws {
            switch event {
            case .partBegan(let headers):
                isInFile = !hasFile && fieldNames.contains(headers.name)
                if isInFile { hasFile = true }
            case .data(let bytes) where isInFile:
                guard file.size + bytes.count <= ProfilePictureService.maximumBytes else {
                    throw Problem.tooLarge(maximumBytes: ProfilePictureService.maximumBytes)
                }
                try await file.append(bytes)
            case .data, .partEnded:
                break
            }
        }
    }
}
