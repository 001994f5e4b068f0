import HTTPTypes
import Hummingbird
import MinitterModel
import MinitterService
import ObjectStorage

/// The pages and what they load. Those of people and tweets are for everyone alike and can be read without JavaScript;
/// the modules take them over, ask who is logged in, and make all else.
struct WebView: Sendable {
    let users: UserService
    let tweets: TweetService
    let links: PictureLinks
    let documents: WebDocuments

    // MARK: - What the modules fill

    @Sendable func shell(_ request: Request, _ context: Context) throws -> Response {
        try documents.shell(for: request, pictures: links.base(for: request, context))
    }

    @Sendable func docs(_ request: Request, _ context: Context) throws -> Response {
        try documents.docs(for: request)
    }

    @Sendable func asset(_ request: Request, _ context: Context) throws -> Response {
        try documents.asset(context.parameters.get("file") ?? "", for: request)
    }

    // MARK: - What is written here

    @Sendable func person(_ request: Request, _ context: Context) async throws -> Response {
        let pictures = links.base(for: request, context)
        return try await documents.page(for: request, context, pictures: pictures) { words in
            let (person, tweets) = try await personWithTweets(request, context)
            let page = PersonPage(
                person: person, tweets: tweets, words: words, pictures: pictures,
                origin: links.origin.origin(for: request, context))
            return (page.head.markup, page.main)
        }
    }

    @Sendable func tweet(_ request: Request, _ context: Context) async throws -> Response {
        let pictures = links.base(for: request, context)
        return try await documents.page(for: request, context, pictures: pictures) { words in
            let page = TweetPage(
                tweet: try await tweets.tweet(context.pathID("id"), for: nil), words: words, pictures: pictures,
                origin: links.origin.origin(for: request, context))
            return (page.head.markup, page.main)
        }
    }

    @Sendable func feed(_ request: Request, _ context: Context) async throws -> Response {
        let (person, tweets) = try await personWithTweets(request, context)
        let feed = AtomFeed(person: person, tweets: tweets, origin: links.origin.origin(for: request, context))
        return Representation(feed.markup.text, contentType: "application/atom+xml; charset=utf-8")
            .response(to: request)
    }

    private func personWithTweets(_ request: Request, _ context: Context) async throws -> (User, Page<Tweet>) {
        let id = try context.pathID("id")
        let pageRequest = try request.pageRequest()
        return (try await users.user(id, for: nil), try await tweets.page(by: id, for: nil, pageRequest))
    }
}
