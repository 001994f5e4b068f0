import Foundation

/// A page of the objects in a bucket
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
struct S3Listing: Sendable {
    enum Position: Sendable {
        case beginning
        case token(String)
    }

    let objects: [ObjectInfo]
    /// nil: this page is the last.
    let next: Position?

    /// - Throws: ``ObjectStorageError`` for what is no such page.
    init(_ xml: String) throws {
        guard xml.contains("<ListBucketResult") else { throw ObjectStorageError("the answer is no list of objects") }
        objects = XMLElements.all("Contents", in: xml).compactMap { entry in
            guard let key = XMLElements.first("Key", in: entry).flatMap(ObjectKey.init),
                let size = XMLElements.first("Size", in: entry).flatMap({ Int($0) }),
                let date = XMLElements.first("LastModified", in: entry).flatMap(AmazonTime.parse)
            else { return nil }
            return ObjectInfo(key: key, size: size, lastModified: date)
        }
        guard XMLElements.first("IsTruncated", in: xml) == "true" else {
            next = nil
            return
        }
        guard let token = XMLElements.first("NextContinuationToken", in: xml) else {
            throw ObjectStorageError("the list goes on, but the answer doesn't say where")
        }
        next = .token(token)
    }
}
