import HTTPTypes

extension Endpoint {
    static let all: [Endpoint] = [
        Endpoint(method: .get, path: "/ping", access: .open, usesDatabase: false),
        Endpoint(method: .get, path: "/livez", access: .open, usesDatabase: false),
        Endpoint(method: .get, path: "/readyz", access: .open, usesDatabase: false),
        Endpoint(method: .get, path: "/openapi.json", access: .open, usesDatabase: false),

        Endpoint(
            method: .post, path: "/sign-up", access: .open,
            fields: [
                text("email", "hana@example.com"), text("name", "hana"), text("password", "password"),
                text("profile", "I am hana."),
            ]),
        Endpoint(
            method: .post, path: "/login", access: .open,
            fields: [text("email", "hana@example.com"), text("password", "password")]),
        Endpoint(method: .post, path: "/logout", access: .account),
        Endpoint(
            method: .post, path: "/users/me/password", access: .account,
            fields: [text("current_password", "password"), text("new_password", "password2")]),
        Endpoint(
            method: .patch, path: "/users/me", access: .account,
            fields: [
                text("name", "hana", isRequired: false), text("profile", "I am hana.", isRequired: false),
                text("email", "hana@example.com", isRequired: false), text("password", "password", isRequired: false),
            ]),
        Endpoint(method: .delete, path: "/users/me", access: .account),

        Endpoint(method: .post, path: "/tweet", access: .account, fields: [text("tweet", "hello")]),
        Endpoint(method: .get, path: "/tweet/{id}", access: .readable),
        Endpoint(method: .delete, path: "/tweet/{id}", access: .account),
        Endpoint(method: .post, path: "/like", access: .account, fields: [id("like")]),
        Endpoint(method: .post, path: "/unlike", access: .account, fields: [id("unlike")]),
        Endpoint(method: .post, path: "/follow", access: .account, fields: [id("follow")]),
        Endpoint(method: .post, path: "/unfollow", access: .account, fields: [id("unfollow")]),

        Endpoint(method: .get, path: "/timeline", access: .account),
        Endpoint(method: .get, path: "/timeline/{user_id}", access: .readable),
        Endpoint(method: .get, path: "/users", access: .readable, query: "?name=m"),
        Endpoint(method: .get, path: "/users/{id}", access: .readable),
        Endpoint(method: .get, path: "/users/{id}/tweets", access: .readable),
        Endpoint(method: .get, path: "/users/{id}/followers", access: .readable),
        Endpoint(method: .get, path: "/users/{id}/following", access: .readable),
        Endpoint(method: .get, path: "/users/{id}/likes", access: .readable),

        Endpoint(method: .post, path: "/profile-picture", access: .account),
        Endpoint(method: .get, path: "/profile-picture/{user_id}", access: .open),
        Endpoint(method: .post, path: "/profile-picture/s3", access: .account),
        Endpoint(method: .get, path: "/profile-picture/s3/{user_id}", access: .open),
        Endpoint(method: .post, path: "/profile-picture/local", access: .account),
        Endpoint(method: .get, path: "/profile-picture/local/{user_id}", access: .open),
        Endpoint(method: .get, path: "/pictures/profile/{user_id}/{file}", access: .open, usesDatabase: false),
    ]

    static let needingToken = all.filter { $0.access == .account }
    static let takingToken = all.filter { $0.access != .open }
    static let takingJSON = all.filter { !$0.fields.isEmpty }
    static let takingPicture = all.filter { $0.method == .post && $0.path.hasPrefix("/profile-picture") }
    static let withID = all.filter { $0.path.contains("id}") }
    /// Lists, which are read page by page.
    static let paged = all.filter { endpoint in
        ["/timeline", "/timeline/{user_id}"].contains(endpoint.path) || endpoint.path.hasPrefix("/users/{id}/")
    }

    private static func text(_ name: String, _ sample: String, isRequired: Bool = true) -> Field {
        Field(name: name, kind: .text, sample: "\"\(sample)\"", isRequired: isRequired)
    }

    private static func id(_ name: String) -> Field {
        Field(name: name, kind: .id, sample: "999999")
    }
}
