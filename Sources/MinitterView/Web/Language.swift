import HTTPTypes
import Hummingbird

/// The languages of the pages.
enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case korean = "ko"

    /// What a browser likes best of them; English for who wants neither.
    init(of request: Request) {
        self =
            PreferenceList(request.headers[values: .acceptLanguage]).wanted.lazy
            .compactMap { Language(rawValue: String($0.prefix { $0 != "-" })) }.first ?? .english
    }
}
