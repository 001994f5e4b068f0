import Crypto
import Database
import MinitterModel
import MinitterService

/// What a table holds: how many rows, the last id, and a checksum of every value.
struct TableSummary: Sendable, Equatable {
    let rows: Int
    /// The greatest id that was ever used.
    let lastID: Int64
    /// SHA-256 in hexadecimal.
    let checksum: String
}

/// Makes the checksum of rows that come by ascending id.
///
/// It is of a form that is the same for every engine and in which no two tables look alike: for each value a byte of its
/// kind, then an integer's 8 bytes, or a text's length in 8 bytes and its UTF-8.
struct TableDigest {
    private var hash = SHA256()
    private(set) var rows = 0

    mutating func add(_ batch: [StoredTable.StoredRow]) {
        var bytes: [UInt8] = []
        for value in batch.lazy.flatMap(\.values) { Self.append(value, to: &bytes) }
        hash.update(data: bytes)
        rows += batch.count
    }

    func summary(lastID: Int64) -> TableSummary {
        TableSummary(rows: rows, lastID: lastID, checksum: hash.finalize().hexadecimal)
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null:
            bytes.append(0)
        case .integer(let integer):
            bytes.append(1)
            append(integer, to: &bytes)
        case .text(let text):
            bytes.append(2)
            append(Int64(text.utf8.count), to: &bytes)
            bytes.append(contentsOf: text.utf8)
        }
    }

    private static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
