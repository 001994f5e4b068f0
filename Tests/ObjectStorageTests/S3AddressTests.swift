import ObjectStorage
import Testing

@Suite struct S3AddressTests {
    @Test(
        arguments: [
            (nil, nil, "https://pictures.s3.eu-central-1.amazonaws.com", "/a%20b"),
            (nil, .path, "https://s3.eu-central-1.amazonaws.com", "/pictures/a%20b"),
            ("http://127.0.0.1:8333", nil, "http://127.0.0.1:8333", "/pictures/a%20b"),
            ("http://127.0.0.1:8333", .virtualHost, "http://pictures.127.0.0.1:8333", "/a%20b"),
            ("https://s3.example.com:443", .virtualHost, "https://pictures.s3.example.com", "/a%20b"),
            ("http://s3.example.com:80", nil, "http://s3.example.com", "/pictures/a%20b"),
            ("https://s3.example.com:80", nil, "https://s3.example.com:80", "/pictures/a%20b"),
        ] as [(String?, S3Settings.Addressing?, String, String)])
    func namesTheBucketWhereItIsTold(
        endpoint: String?, addressing: S3Settings.Addressing?, origin: String, path: String
    ) throws {
        let address = try S3Address(
            S3Settings(bucket: "pictures", region: "eu-central-1", endpoint: endpoint, addressing: addressing))
        #expect(address.origin == origin)
        #expect("\(address.origin.hasPrefix("https") ? "https" : "http")://\(address.host)" == origin)
        #expect(address.path(of: "a b") == path)
    }

    @Test func refusesWhatIsNoURL() {
        #expect(throws: ObjectStorageError.self) {
            try S3Address(S3Settings(bucket: "pictures", endpoint: "not a url"))
        }
    }
}
