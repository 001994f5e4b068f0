import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import MinitterModel

extension Request {
    /// `?limit=` and `?before=`.
    ///
    /// - Throws: a ``Problem`` that names the parameter.
    func pageRequest() throws -> PageRequest {
        let parameters = uri.queryParameters
        var limit = 20
        if let text = parameters["limit"] {
            guard let number = Int64(wholeNumber: text), number <= 100 else {
                throw Problem.invalid(field: "limit", "“limit” is a whole number from 1 to 100.")
            }
            limit = Int(number)
        }
        var before: Int64?
        if let text = parameters["before"] {
            guard let number = Int64(wholeNumber: text) else {
                throw Problem.invalid(
                    field: "before", "“before” is a whole number from 1: take it from the header Link.")
            }
            before = number
        }
        return PageRequest(before: before, limit: limit)
    }
}

extension Request {
    /// A text in the query as forms and HTTP clients encode it: `+` is a space, and `%2B` a plus
    /// (https://url.spec.whatwg.org/#urlencoded-parsing). Plain RFC 3986 would take the plus for itself.
    func formParameter(_ name: String) -> String? {
        guard let query = uri.query else { return nil }
        return URI("/?" + query.replacing("+", with: "%20")).queryParameters[name[...]].map(String.init)
    }
}

extension Context {
    /// An id in the path.
    ///
    /// - Throws: a ``Problem`` for anything but a whole number from 1 to 2^63 − 1.
    func pathID(_ name: String) throws -> Int64 {
        guard let id = Int64(wholeNumber: parameters.get(name) ?? "") else {
            throw Problem.invalid(field: name, "The id in the path is not a whole number from 1.")
        }
        return id
    }
}

extension Int64 {
    /// A whole number from 1 to 2^63 − 1 in digits, without a sign or leading zeros: a thing has one URL.
    init?(wholeNumber text: some StringProtocol) {
        guard let number = Int64(text), number > 0, text.first != "+", text.first != "0" else { return nil }
        self = number
    }
}

extension Page {
    /// `Link: </timeline?limit=20&before=981>; rel="next"` (RFC 8288), unless this is the last page.
    ///
    /// - Parameter query: what else tells which list it is.
    func linkHeader(
        for request: Request, _ pageRequest: PageRequest, query: [(name: StaticString, value: String)] = []
    ) -> HTTPFields {
        guard let next else { return [:] }
        let which = query.map { "\($0.name)=\($0.value.queryEncoded)&" }.joined()
        // The router passes over empty segments; a reference that begins with “//” would be to another host.
        let path = "/" + request.uri.path.split(separator: "/").joined(separator: "/")
        return [.link: "<\(path)?\(which)limit=\(pageRequest.limit)&before=\(next)>; rel=\"next\""]
    }
}

extension String {
    /// RFC 3986, section 2.3: all but the unreserved characters encoded.
    fileprivate var queryEncoded: String {
        addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link")!
}
