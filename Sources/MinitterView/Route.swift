import Database
package import HTTPTypes
import Hummingbird
import MinitterService

/// An endpoint: method, path, who may call it how often, and what answers.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    /// In OpenAPI's form: `/tweet/{id}`.
    package let path: String
    let handler: @Sendable (Request, Context, Gate) async throws -> Response

    /// Anyone may call it; a token is not looked at.
    static func open(
        _ method: HTTPRequest.Method, _ path: String, limit: RateLimit? = nil,
        _ handler: @escaping @Sendable (Request, Context) async throws -> Response
    ) -> Route {
        Route(method: method, path: path) { request, context, gate in
            if let limit { try gate.admit(request, context, under: limit) }
            return try await handler(request, context)
        }
    }

    /// Anyone may call it; with a token the answer is the caller's: what they like, whom they follow.
    static func reading(
        _ method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request, Context, _ reader: Int64?) async throws -> Response
    ) -> Route {
        Route(method: method, path: path) { request, context, gate in
            try await handler(request, context, gate.caller(of: request, context))
        }
    }

    /// Needs a token.
    static func account(
        _ method: HTTPRequest.Method, _ path: String, limit: RateLimit? = nil,
        _ handler: @escaping @Sendable (Request, Context, _ caller: Int64) async throws -> Response
    ) -> Route {
        Route(method: method, path: path) { request, context, gate in
            guard let caller = try await gate.caller(of: request, context) else { throw Problem.tokenMissing }
            if let limit { try gate.limiter.admit(caller, under: limit) }
            return try await handler(request, context, caller)
        }
    }
}

// MARK: - Calls that may be repeated

extension Route {
    /// As ``open(_:_:limit:_:)``, and may be repeated under an `Idempotency-Key`.
    static func openOnce(
        _ method: HTTPRequest.Method, _ path: String, limit: RateLimit,
        _ handler: @escaping @Sendable (Request, Context, RepeatableCall?) async throws -> Response
    ) -> Route {
        Route(method: method, path: path) { request, context, gate in
            try gate.admit(request, context, under: limit)
            var request = request
            let call = try await gate.repeatableCall(&request, context, by: nil)
            return try await handler(request, context, call)
        }
    }

    /// As ``account(_:_:limit:_:)``, and may be repeated under an `Idempotency-Key`.
    static func once(
        _ method: HTTPRequest.Method, _ path: String, limit: RateLimit,
        _ handler: @escaping @Sendable (Request, Context, _ caller: Int64, RepeatableCall?) async throws -> Response
    ) -> Route {
        Route(method: method, path: path) { request, context, gate in
            guard let caller = try await gate.caller(of: request, context) else { throw Problem.tokenMissing }
            try gate.limiter.admit(caller, under: limit)
            var request = request
            let call = try await gate.repeatableCall(&request, context, by: caller)
            return try await handler(request, context, caller, call)
        }
    }
}

/// What stands before every endpoint: tokens, rate limits and idempotency keys.
struct Gate: Sendable {
    let tokens: TokenService
    let idempotency: IdempotencyService
    let limiter: RateLimiter
    let addresses: ClientAddresses
    /// Where reads may go to a replica: who must not be shown one; else nil.
    let recentWriters: RecentWriters?
    /// nil: no cookie is looked at.
    let sessions: SessionCookie?

    /// The account whose token the request carries, in its header or else in its cookie; nil without a token.
    ///
    /// - Throws: `ServiceError.invalidToken` for one that is not good, also where none is needed: an answer without
    ///   the caller's own likes would be a wrong one.
    func caller(of request: Request, _ context: Context) async throws -> Int64? {
        let caller: Int64
        if let token = request.token {
            caller = try await tokens.userID(of: token)
        } else if let sessions, let token = try sessions.token(in: request) {
            caller = try await userID(ofCookie: token, sessions, request, context)
        } else {
            return nil
        }
        context.notes.caller = caller
        if let recentWriters, RecentWriteCookie.isIn(request) { recentWriters.note(caller) }
        return caller
    }

    /// The browser forgets a token that is not good.
    private func userID(
        ofCookie token: String, _ sessions: SessionCookie, _ request: Request, _ context: Context
    ) async throws -> Int64 {
        do {
            return try await tokens.userID(of: token)
        } catch let error as ServiceError {
            var problem = Problem(error)
            problem.headers.append(contentsOf: sessions.forgetting(for: request, context))
            throw problem
        }
    }

    func admit(_ request: Request, _ context: Context, under limit: RateLimit) throws {
        try limiter.admit(addresses.limitKey(of: request, context), under: limit)
    }
}

extension Request {
    /// `Authorization: eyJ…` as in the seed, or `Authorization: Bearer eyJ…` (RFC 6750, section 2.1).
    fileprivate var token: String? {
        guard let value = headers[.authorization] else { return nil }
        // The usual case, without going through the characters of a token.
        guard value.utf8.contains(UInt8(ascii: " ")) else { return value }
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        if parts.count == 2, parts[0].lowercased() == "bearer" { return String(parts[1]) }
        // Anything else is left to fail as a token.
        return value
    }
}
