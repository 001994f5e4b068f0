import Database
import Hummingbird
import MinitterModel
import MinitterService
import ObjectStorage

/// Accounts.
struct UserView: Sendable {
    let users: UserService
    let search: PeopleSearch
    let links: PictureLinks
    let limiter: RateLimiter
    let sessions: SessionCookie?

    private struct SignUp: Decodable {
        let email: String
        let name: String
        let password: String
        let profile: String
    }

    private struct Edit: Decodable {
        let name: String?
        let profile: String?
        let email: String?
        let password: String?

        private enum CodingKeys: String, CodingKey {
            case name, profile, email, password
        }

        /// A null is refused: it would look like a wish to remove what can't be removed.
        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            func text(_ key: CodingKeys) throws -> String? {
                members.contains(key) ? try members.decode(String.self, forKey: key) : nil
            }
            (name, profile) = (try text(.name), try text(.profile))
            (email, password) = (try text(.email), try text(.password))
        }
    }

    @Sendable func signUp(
        _ request: Request, _ context: Context, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(SignUp.self, from: request)
        let user = try await users.signUp(
            email: body.email, name: body.name, password: body.password, profile: body.profile, once: call)
        return .json { $0.ownAccount(user) }
    }

    @Sendable func show(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        let user = try await users.user(context.pathID("id"), for: reader)
        let base = links.base(for: request, context)
        return .json { $0.userMembers(user, pictureBase: base) }
    }

    /// By the beginning of a name.
    @Sendable func find(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        guard let name = request.formParameter("name") else {
            throw Problem.invalid(field: "name", "“name” is missing: write the beginning of a name.")
        }
        let pageRequest = try request.pageRequest()
        let page = try await search.people(beginning: name, for: reader, pageRequest)
        let base = links.base(for: request, context)
        return .json(headers: page.linkHeader(for: request, pageRequest, query: [("name", name)])) { json in
            json.users(page.items, pictureBase: base)
        }
    }

    @Sendable func edit(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(Edit.self, from: request)
        // It tells whether a password is right, as a change of it does.
        if body.password != nil { try limiter.admit(caller, under: .password) }
        let user = try await users.edit(
            caller, name: body.name, profile: body.profile, email: body.email, password: body.password, once: call)
        return .json { $0.ownAccount(user) }
    }

    @Sendable func delete(_ request: Request, _ context: Context, caller: Int64) async throws -> Response {
        try await users.delete(caller)
        let headers = sessions?.forgetting(for: request, context) ?? [:]
        return .json(headers: headers) { $0.member("user_id", caller) }
    }
}

extension JSONWriter {
    /// A person as anyone sees them: without the e-mail.
    mutating func userMembers(_ user: User, pictureBase: ObjectLinks) {
        member("id", user.id)
        member("name", user.name)
        member("profile", user.profile)
        member("img_url", user.picture.map(pictureBase.url))
        member("tweet_count", user.tweetCount)
        member("follower_count", user.followerCount)
        member("following_count", user.followingCount)
        member("created_at", user.createdAt.rfc3339)
        member("followed", user.followed)
    }

    /// An account as its owner sees it.
    fileprivate mutating func ownAccount(_ user: User) {
        member("id", user.id)
        member("email", user.email)
        member("name", user.name)
        member("profile", user.profile)
    }

    /// `users: […]`
    mutating func users(_ users: [User], pictureBase: ObjectLinks) {
        array("users") { json in
            for user in users {
                json.object { $0.userMembers(user, pictureBase: pictureBase) }
            }
        }
    }
}
