import Foundation

/// A file of lines `NAME=value`. Blanks around both are left out, as are empty lines and those that begin with `#`.
///
/// Anything else is refused: a line that was passed over would start a server on another database than was meant.
enum ConfigurationFile {
    /// - Throws: ``SettingError`` that names the line, and not what is in it, which may be a secret.
    static func variables(at path: String) throws -> [String: String] {
        let text: String
        do {
            text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        } catch {
            throw problem(path, "which can't be read as UTF-8: \(error.localizedDescription)")
        }
        let known = Set(
            Setting.all.flatMap {
                $0.isSecret ? [$0.environmentName, $0.environmentName + "_FILE"] : [$0.environmentName]
            })
        var variables: [String: String] = [:]
        // The byte order mark is what some editors begin a file with; CR LF, one Character to Swift, ends lines of Windows.
        let lines = text.trimmingPrefix("\u{FEFF}").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in zip(1..., lines) {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, isName(parts[0]) else {
                throw problem(path, "whose line \(number) is not NAME=value")
            }
            // Other programs' variables may be there, too.
            guard known.contains(parts[0]) || !parts[0].hasPrefix("MINITTER_") else {
                throw problem(path, "whose line \(number) sets \(parts[0]), which is no setting")
            }
            variables[parts[0]] = parts[1]
        }
        return variables
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func problem(_ path: String, _ problem: String) -> SettingError {
        SettingError(.configFile, "names “\(path)”, \(problem)")
    }
}
