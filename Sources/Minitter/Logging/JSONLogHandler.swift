import Database
import Foundation
import Logging
import MinitterView
import NIOCore

/// Writes each entry as one line of JSON to standard error.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var json = JSONWriter()
        json.object { json in
            json.member("time", Timestamp.now.rfc3339)
            json.member("level", event.level.rawValue)
            json.member("message", event.message.description)
            // An entry's own metadata goes before the logger's of the same name.
            let own = event.metadata ?? [:]
            for (key, value) in own { json.member(named: key, value) }
            for (key, value) in metadata where own[key] == nil { json.member(named: key, value) }
            for (key, value) in metadataProvider?.get() ?? [:] where own[key] == nil && metadata[key] == nil {
                json.member(named: key, value)
            }
        }
        var line = json.buffer
        line.writeStaticString("\n")
        // One write(2), so that lines of several threads don't mix; where it fails there is nowhere to say so.
        _ = line.withUnsafeReadableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

extension JSONWriter {
    /// Whole numbers as numbers, all else as text.
    fileprivate mutating func member(named name: String, _ value: Logger.MetadataValue) {
        switch value {
        case .stringConvertible(let number as Int): member(named: name, Int64(number))
        case .stringConvertible(let number as Int64): member(named: name, number)
        default: member(named: name, value.description)
        }
    }
}
