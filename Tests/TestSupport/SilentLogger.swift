package import Logging

extension Logger {
    /// Writes nothing, but keeps its metadata, which the request's id is a part of.
    package static var silent: Logger {
        Logger(label: "test") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .critical
            return handler
        }
    }
}
