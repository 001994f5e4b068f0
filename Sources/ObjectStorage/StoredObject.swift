import Crypto
package import Foundation
package import NIOCore

/// What is known of an object without its bytes.
package struct ObjectInfo: Sendable, Hashable {
    package let key: ObjectKey
    /// Bytes.
    package let size: Int
    /// When it was stored, by the storage's clock.
    package let lastModified: Date

    package init(key: ObjectKey, size: Int, lastModified: Date) {
        self.key = key
        self.size = size
        self.lastModified = lastModified
    }
}

/// An object that was opened for reading.
package struct StoredObject: Sendable {
    package let info: ObjectInfo
    /// As many bytes as the info says; less is an ``ObjectStorageError``, never an early end.
    package let chunks: Rereadable<ByteBuffer>

    package init(info: ObjectInfo, chunks: Rereadable<ByteBuffer>) {
        self.info = info
        self.chunks = chunks
    }
}

/// The bytes that an object shall have.
package struct ObjectContent: Sendable {
    /// Bytes.
    package let size: Int
    package let chunks: Rereadable<ByteBuffer>

    package init(size: Int, chunks: Rereadable<ByteBuffer>) {
        self.size = size
        self.chunks = chunks
    }

    package init(_ bytes: [UInt8]) {
        self.init(ByteBuffer(bytes: bytes))
    }

    package init(_ bytes: ByteBuffer) {
        let chunks = Rereadable<ByteBuffer> {
            var rest: ByteBuffer? = bytes
            return {
                defer { rest = nil }
                return rest
            }
        }
        self.init(size: bytes.readableBytes, chunks: chunks)
    }

    /// The bytes of another object, read from where it is.
    package init(of object: StoredObject) {
        self.init(size: object.info.size, chunks: object.chunks)
    }

    /// Reads all bytes once.
    package func sha256() async throws -> [UInt8] {
        var hash = SHA256()
        for try await chunk in chunks { chunk.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
        return Array(hash.finalize())
    }
}
