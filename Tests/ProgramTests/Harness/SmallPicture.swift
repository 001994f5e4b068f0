import Foundation

/// A picture in few bytes.
enum SmallPicture {
    /// A PNG with one white pixel.
    static let png = [UInt8](
        Data(
            base64Encoded: """
                iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==
                """)!)
}
