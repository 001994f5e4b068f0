import HTTPTypes
import Hummingbird
package import MinitterService

/// The pages for browsers, on one page. They stand beside the API and are no part of its contract.
package struct WebRoutes: Sendable {
    package let all: [Route]

    package init(services: Services, links: PictureLinks, sessions: SessionCookie, files: WebFiles) {
        let web = WebView(
            users: services.users, tweets: services.tweets, links: links, documents: WebDocuments(files: files))
        let session = SessionView(logIns: services.logIns, tokens: services.tokens, cookies: sessions)

        all = [
            .open(.get, "/", web.shell),
            .open(.get, "/find", web.shell),
            .open(.get, "/settings", web.shell),
            .open(.get, "/people/{id}", web.person),
            .open(.get, "/people/{id}/followers", web.shell),
            .open(.get, "/people/{id}/following", web.shell),
            .open(.get, "/people/{id}/likes", web.shell),
            .open(.get, "/people/{id}/feed.atom", web.feed),
            .open(.get, "/tweets/{id}", web.tweet),
            .open(.get, "/docs", web.docs),
            .open(.get, "/assets/{file}", web.asset),

            .open(.get, "/session", session.show),
            .open(.post, "/session", limit: .logIn, session.logIn),
            .open(.delete, "/session", session.logOut),
        ]
    }
}
