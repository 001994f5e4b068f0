import HTTPTypes
import Hummingbird
package import MinitterService

/// Every endpoint, on one page. `GET /openapi.json` describes each; a test holds the two together.
package struct Routes: Sendable {
    package let all: [Route]

    /// - Parameter sessions: nil: no cookie is looked at or set.
    package init(
        services: Services, links: PictureLinks, drain: Drain, limiter: RateLimiter, sessions: SessionCookie? = nil
    ) {
        let logIns = LogInView(logIns: services.logIns, sessions: sessions)
        let users = UserView(
            users: services.users, search: services.search, links: links, limiter: limiter, sessions: sessions)
        let tweets = TweetView(tweets: services.tweets, links: links)
        let likes = LikeView(likes: services.likes, links: links)
        let follows = FollowView(follows: services.follows, links: links)
        let timelines = TimelineView(timelines: services.timelines, links: links)
        let pictures = ProfilePictureView(pictures: services.pictures, links: links)
        let health = HealthView(health: services.health, drain: drain)

        all = [
            .open(.get, "/ping", health.ping),
            .open(.get, "/livez", health.live),
            .open(.get, "/readyz", health.ready),
            .open(.get, "/openapi.json", OpenAPIView.show),

            .openOnce(.post, "/sign-up", limit: .signUp, users.signUp),
            .open(.post, "/login", limit: .logIn, logIns.logIn),
            .account(.post, "/logout", limit: .write, logIns.logOut),
            .once(.post, "/users/me/password", limit: .password, logIns.changePassword),
            .once(.patch, "/users/me", limit: .write, users.edit),
            .account(.delete, "/users/me", limit: .write, users.delete),

            .once(.post, "/tweet", limit: .write, tweets.post),
            .reading(.get, "/tweet/{id}", tweets.show),
            .once(.delete, "/tweet/{id}", limit: .write, tweets.delete),
            .once(.post, "/like", limit: .write, likes.like),
            .once(.post, "/unlike", limit: .write, likes.unlike),
            .once(.post, "/follow", limit: .write, follows.follow),
            .once(.post, "/unfollow", limit: .write, follows.unfollow),

            .account(.get, "/timeline", timelines.own),
            .reading(.get, "/timeline/{user_id}", timelines.show),
            .reading(.get, "/users", users.find),
            .reading(.get, "/users/{id}", users.show),
            .reading(.get, "/users/{id}/tweets", tweets.list),
            .reading(.get, "/users/{id}/followers", follows.followers),
            .reading(.get, "/users/{id}/following", follows.following),
            .reading(.get, "/users/{id}/likes", likes.list),

            .account(.post, "/profile-picture", limit: .picture, pictures.upload),
            .open(.get, "/profile-picture/{user_id}", pictures.link),
            // The seed's older form, which named where pictures were kept.
            .account(.post, "/profile-picture/s3", limit: .picture, pictures.upload),
            .open(.get, "/profile-picture/s3/{user_id}", pictures.link),
            .account(.post, "/profile-picture/local", limit: .picture, pictures.upload),
            .open(.get, "/profile-picture/local/{user_id}", pictures.link),
            .open(.get, "/pictures/profile/{user_id}/{file}", pictures.show),
        ]
    }
}

extension [Route] {
    /// Adds every route to a router, and an answer for every method that a path does not take.
    func add(to router: Router<Context>, gate: Gate) {
        for route in self {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.handler(request, context, gate)
            }
        }
        for (path, routes) in Dictionary(grouping: self, by: \.path) {
            let allowed = Self.allowed(routes)
            for method in Self.knownMethods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem.methodNotAllowed(allowed)
                }
            }
        }
    }

    /// All that NIO's parser knows; a request with another is no HTTP to it.
    private static let knownMethods = """
        ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY \
        OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK \
        UNLOCK UNSUBSCRIBE
        """.split(separator: " ").compactMap { HTTPRequest.Method(String($0)) }

    /// The router answers HEAD wherever there is a GET.
    private static func allowed(_ routes: [Route]) -> [HTTPRequest.Method] {
        let methods = routes.map(\.method)
        return methods.contains(.get) ? methods + [.head] : methods
    }
}
