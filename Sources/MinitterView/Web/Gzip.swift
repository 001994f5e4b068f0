import CWeb
import NIOCore

enum Gzip {
    /// - Parameter level: 1, the fastest, to 9, the smallest.
    /// - Returns: nil where that is not smaller.
    static func compress(_ bytes: ByteBuffer, level: Int32) -> ByteBuffer? {
        let capacity = minitter_gzip_bound(bytes.readableBytes)
        var result = ByteBuffer()
        result.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { room in
            bytes.withUnsafeReadableBytes { bytes in
                minitter_gzip(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, level,
                    room.bindMemory(to: UInt8.self).baseAddress, room.count)
            }
        }
        return (1..<bytes.readableBytes).contains(result.readableBytes) ? result : nil
    }
}
