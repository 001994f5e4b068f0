import AsyncHTTPClient
import Foundation
import ObjectStorage

/// Where pictures are or shall be, as the command line names it.
enum StoragePlace: Sendable, Equatable {
    case directory(URL)
    case bucket(String)

    /// - Parameter text: `directory:PATH` or `s3://BUCKET`.
    init?(_ text: String) {
        if text.hasPrefix("directory:"), text.count > 10 {
            self = .directory(URL(fileURLWithPath: String(text.dropFirst(10)), isDirectory: true))
        } else if text.hasPrefix("s3://"), StorageSettings.isBucket(String(text.dropFirst(5))) {
            self = .bucket(String(text.dropFirst(5)))
        } else {
            return nil
        }
    }

    init(_ settings: Settings) {
        self =
            settings.storage.bucket.map(StoragePlace.bucket)
            ?? .directory(settings.dataDirectory.appendingPathComponent("pictures", isDirectory: true))
    }
}

/// A storage that is ready for use, with the connections that it stands on.
struct PictureStorage: Sendable {
    let storage: any ObjectStorage
    private let http: HTTPClient?

    /// - Parameter makesFolder: whether a folder that is not there is made; otherwise it is as one without pictures.
    /// - Throws: ``ObjectStorageError``.
    init(_ place: StoragePlace, _ settings: Settings, makesFolder: Bool) async throws {
        switch place {
        case .directory(let folder):
            http = nil
            storage = try LocalDirectory(root: folder, makes: makesFolder)
        case .bucket(let bucket):
            let environment = ProcessInfo.processInfo.environment
            let s3 = settings.storage.s3(bucket: bucket, environment: environment)
            let http = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: .forObjectStorage(timeout: s3.timeout))
            self.http = http
            let chain = CredentialChain.usual(environment: environment, http: CredentialRequests(http))
            do {
                storage = try S3Storage(s3, credentials: CredentialKeeper(chain), http: http)
            } catch {
                try? await http.shutdown()
                throw error
            }
        }
    }

    /// Ends the connections.
    func close() async throws {
        try await http?.shutdown()
    }
}
