import Foundation
import Synchronization

/// How clients load the objects of a bucket. Presigned links are made for a while at a time: a URL stays the same for a
/// quarter of its life, so that clients can keep what it gave them, and is good for three quarters of it at least.
final class S3LinkMaker: Sendable {
    private let settings: S3Settings
    private let address: S3Address
    private let credentials: CredentialKeeper
    private let now: @Sendable () -> Date
    private let latest = Mutex<(credentials: Credentials, start: Int, links: PresignedLinks)?>(nil)

    init(
        settings: S3Settings, address: S3Address, credentials: CredentialKeeper, now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.address = address
        self.credentials = credentials
        self.now = now
    }

    /// Never waits: nil while there are no credentials to sign with.
    func links() -> ObjectLinks? {
        switch settings.sharing {
        case .proxy: nil
        case .base(let base): .base(base)
        case .presign(let lifetime): credentials.latest().map { .presigned(presigned(with: $0, lifetime: lifetime)) }
        }
    }

    private func presigned(with credentials: Credentials, lifetime: Int) -> PresignedLinks {
        let period = max(lifetime / 4, 1)
        let start = Int(now().timeIntervalSince1970) / period * period
        return latest.withLock { latest in
            if let latest, latest.start == start, latest.credentials == credentials { return latest.links }
            let links = PresignedLinks(
                address, signer: RequestSigner(credentials: credentials, region: settings.region),
                date: Date(timeIntervalSince1970: Double(start)), lifetime: lifetime)
            latest = (credentials, start, links)
            return links
        }
    }
}
