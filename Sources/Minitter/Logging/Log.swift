import Foundation
import Logging

/// The program's log, on standard error.
enum Log {
    static func logger(_ settings: Settings) -> Logger {
        let format = settings.logFormat ?? (isatty(STDERR_FILENO) == 1 ? .text : .json)
        return Logger(label: "minitter") { label in
            var handler: any LogHandler
            switch format {
            case .text: handler = StreamLogHandler.standardError(label: label)
            case .json: handler = JSONLogHandler(logLevel: settings.logLevel)
            }
            handler.logLevel = settings.logLevel
            return handler
        }
    }
}
