/// The value of a `Content-Type` or `Content-Disposition` field: `form-data; name="a"; filename="b.jpg"` (RFC 2045
/// section 5.1, RFC 2183 section 2).
///
/// Taken as senders write it, in two points more than the grammar has:
/// - A value without quotes may hold any visible character but `"` and `;`, so that `boundary=----=_Part_1` passes.
/// - In quotes a backslash escapes only `"` and itself; before others it stands for itself, as in `"C:\photos\me.jpg"`.
struct ParameterizedValue: Sendable, Equatable {
    /// What stands before the parameters, in lower case.
    let value: String
    /// By name in lower case.
    let parameters: [String: String]

    /// Nil when the bytes don't follow the grammar, or a parameter is there twice.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes.trimmingLinearWhitespace()
        guard let value = Self.takeText(&rest) else { return nil }
        var parameters: [String: String] = [:]
        while true {
            rest = rest.drop(while: \.isLinearWhitespace)
            guard let separator = rest.popFirst() else { break }
            guard separator == .semicolon else { return nil }
            rest = rest.drop(while: \.isLinearWhitespace)
            // A semicolon too many is common, and says nothing.
            if rest.isEmpty || rest.first == .semicolon { continue }
            guard let name = Self.takeName(&rest), let value = Self.takeValue(&rest) else { return nil }
            guard parameters.updateValue(value, forKey: name) == nil else { return nil }
        }
        self.value = value.lowercased()
        self.parameters = parameters
    }

    /// `name=`
    private static func takeName(_ rest: inout ArraySlice<UInt8>) -> String? {
        let name = rest.prefix(while: \.isTokenCharacter)
        rest = rest[name.endIndex...]
        guard !name.isEmpty, rest.popFirst() == .equalsSign else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> String? {
        rest.first == .quotationMark ? takeQuoted(&rest) : takeText(&rest)
    }

    private static func takeText(_ rest: inout ArraySlice<UInt8>) -> String? {
        let text = rest.prefix { !$0.isLinearWhitespace && $0 != .semicolon }
        rest = rest[text.endIndex...]
        guard !text.isEmpty, !text.contains(.quotationMark) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// `quoted-string` (RFC 822 section 3.3), with the escapes taken out.
    private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> String? {
        rest.removeFirst()
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case .quotationMark:
                return String(decoding: text, as: UTF8.self)
            case .backslash where rest.first == .quotationMark || rest.first == .backslash:
                text.append(rest.removeFirst())
            default:
                text.append(byte)
            }
        }
        return nil
    }
}
