import HTTPTypes
import Hummingbird
import ObjectStorage

/// Answers with the files of the pages, and with pages made from them.
struct WebDocuments: Sendable {
    let files: WebFiles

    private static let html = "text/html; charset=utf-8"
    private static let shellHead: Markup = "<title>Minitter</title>"

    func shell(for request: Request, pictures: ObjectLinks) throws -> Response {
        try page(Language(of: request), head: Self.shellHead).response(to: request, headers: headers(pictures))
    }

    func docs(for request: Request) throws -> Response {
        guard let document = files.document("docs.html") else { throw Missing(name: "docs.html") }
        return document.response(to: request, headers: PageHeaders.fields(pictures: nil))
    }

    func asset(_ name: String, for request: Request) throws -> Response {
        guard let file = files.asset(name) else { throw Problem.notFound("There is no asset of this name.") }
        // A picture can be opened alone, and then is a document in which nothing may run.
        let isDocument = file.contentType.hasPrefix("image/svg")
        return file.response(to: request, headers: isDocument ? PageHeaders.fields(pictures: nil) : [:])
    }

    /// A page with content, or with what went wrong.
    func page(
        for request: Request, _ context: Context, pictures: ObjectLinks,
        _ content: (Words) async throws -> (head: Markup, main: Markup)
    ) async throws -> Response {
        let words = Words(language: Language(of: request))
        do {
            let (head, main) = try await content(words)
            return try page(words.language, head: head, main: main)
                .response(to: request, headers: headers(pictures))
        } catch let error where !(error is Missing) {
            return try failure(Problem(of: error, request, context), for: request, words)
        }
    }

    /// A page that says that nothing can be shown.
    func failure(_ problem: Problem, for request: Request, _ words: Words) throws -> Response {
        let isMissing = problem.status.kind == .clientError
        let title = isMissing ? words.nothingHere : words.notLoaded
        let text = isMissing ? words.nothingHereText : words.notLoadedText
        var headers = headers(nil)
        headers.append(contentsOf: problem.headers)
        headers[.cacheControl] = "no-store"
        return try page(
            words.language, head: "<title>\(title) · Minitter</title>\n<meta name=\"robots\" content=\"noindex\">",
            main: "<section class=\"notice\"><h1 tabindex=\"-1\">\(title)</h1><p>\(text)</p></section>"
        ).response(to: request, status: isMissing ? .notFound : problem.status, headers: headers)
    }

    private func page(_ language: Language, head: Markup, main: Markup = "") throws -> Representation {
        guard let shell = files.document("index.html").flatMap({ Shell(String(buffer: $0.plain)) }) else {
            throw Missing(name: "index.html")
        }
        return Representation(shell.page(language, head: head, main: main), contentType: Self.html)
    }

    private func headers(_ pictures: ObjectLinks?) -> HTTPFields {
        var headers = PageHeaders.fields(pictures: pictures)
        headers[.vary] = "Accept-Language"
        return headers
    }

    /// A file that is not there, or is not what it should be; of the built-in ones a test sees to that.
    private struct Missing: Error {
        let name: String
    }
}
