import Foundation
import ObjectStorage
import Testing

/// AWS's published examples. Each was compared with what botocore 1.44 makes of the same request.
@Suite struct RequestSignerTests {
    // MARK: - The test suite of Signature Version 4

    private static let suite = RequestSigner(
        credentials: Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1", service: "service")

    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var method = "GET"
        var path = "/"
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var payloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let signature: String
    }

    private static let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    @Test(arguments: [
        Vector(
            testDescription: "get-vanilla",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector(
            testDescription: "post-vanilla", method: "POST",
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Vector(
            testDescription: "get-vanilla-query-order-key-case", query: [("Param2", "value2"), ("Param1", "value1")],
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Vector(
            testDescription: "get-vanilla-query-order-value", query: [("Param1", "value2"), ("Param1", "value1")],
            signature: "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"),
        Vector(
            testDescription: "get-vanilla-query-order-encoded",
            query: [("Param-3", "Value3"), ("Param", "Value2"), ("ሴ", "Value1")],
            signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
        Vector(
            testDescription: "get-vanilla-utf8-query", query: [("ሴ", "bar")],
            signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        Vector(
            testDescription: "get-vanilla-query-unreserved", query: [(unreserved, unreserved)],
            signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        Vector(
            testDescription: "get-header-value-trim",
            headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Vector(
            testDescription: "post-header-key-sort", method: "POST", headers: [("My-Header1", "value1")],
            signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
        Vector(
            testDescription: "post-x-www-form-urlencoded", method: "POST",
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            payloadHash: "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
        Vector(
            testDescription: "get-utf8", path: "/%E1%88%B4",
            signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        Vector(
            testDescription: "get-space", path: "/example%20space/",
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
    ])
    func signsAsTheTestSuiteDoes(vector: Vector) {
        let request = CanonicalRequest(
            method: vector.method, path: vector.path, query: vector.query,
            headers: [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")] + vector.headers,
            payloadHash: vector.payloadHash)
        let authorization = Self.suite.authorization(of: request, at: date(1_440_938_160))
        #expect(authorization.hasSuffix(",Signature=\(vector.signature)"))
        #expect(
            authorization.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,SignedHeaders="))
    }

    // MARK: - The examples in the documentation of S3

    private static let s3 = RequestSigner(credentials: example, region: "us-east-1")
    private static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test(arguments: [
        Vector(
            testDescription: "GET Object", path: "/test.txt", headers: [("Range", "bytes=0-9")],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        Vector(
            testDescription: "PUT Object", method: "PUT", path: "/test%24file.text",
            headers: [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            payloadHash: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        Vector(
            testDescription: "GET Bucket Lifecycle", query: [("lifecycle", "")],
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        Vector(
            testDescription: "List Objects", query: [("max-keys", "2"), ("prefix", "J")],
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ])
    func signsAsTheDocumentationOfS3Does(vector: Vector) {
        let request = CanonicalRequest(
            method: vector.method, path: vector.path, query: vector.query,
            headers: [
                ("host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", vector.payloadHash),
                ("x-amz-date", "20130524T000000Z"),
            ] + vector.headers,
            payloadHash: vector.payloadHash)
        let authorization = Self.s3.authorization(of: request, at: date(1_369_353_600))
        #expect(authorization.hasSuffix(",Signature=\(vector.signature)"))
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    @Test func presignsAsTheDocumentationOfS3Does() throws {
        // The example names Amazon's older host, without a region.
        let address = try S3Address(
            S3Settings(bucket: "examplebucket", endpoint: "https://s3.amazonaws.com", addressing: .virtualHost))
        let links = PresignedLinks(address, signer: Self.s3, date: date(1_369_353_600), lifetime: 86_400)
        #expect(
            links.url(of: "test.txt")
                == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    // MARK: - Unusual keys

    /// Signatures by botocore, with a session's token.
    @Test(arguments: [
        ("a b", "a%20b", "b79ad96e3b1d88b776ec214207564d4417a9d40d41e109ea678cac601209cdfb"),
        (
            "민지 그림", "%EB%AF%BC%EC%A7%80%20%EA%B7%B8%EB%A6%BC",
            "d24d70f29b4ece069e3073a599bea42cced6e33b1045fd5f3c19332f20e3d5a5"
        ),
        ("a+b=c&d", "a%2Bb%3Dc%26d", "38b308580d95cd4f1f061cd17ae15f52393b3f3584ac50f869cbfcb3b3124a07"),
        ("a'b(c)*!~", "a%27b%28c%29%2A%21~", "d7c0630c1ccc7b57ab7cdf5ce40f93fa6aa91eb699a41ea3e223ccb57bee3271"),
    ])
    func presignsKeysOfEveryKind(name: String, encoded: String, signature: String) throws {
        let credentials = Credentials(
            accessKeyID: example.accessKeyID, secretAccessKey: example.secretAccessKey,
            sessionToken: "a/token+with=signs")
        let links = PresignedLinks(
            try S3Address(S3Settings(bucket: "pictures", endpoint: "http://127.0.0.1:8333")),
            signer: RequestSigner(credentials: credentials, region: "eu-central-1"), date: date(1_369_353_600),
            lifetime: 900)
        let url = links.url(of: "profile/7/\(name).webp")
        #expect(url.hasPrefix("http://127.0.0.1:8333/pictures/profile/7/\(encoded).webp?X-Amz-Algorithm="))
        #expect(url.contains("&X-Amz-Security-Token=a%2Ftoken%2Bwith%3Dsigns&"))
        #expect(url.hasSuffix("&X-Amz-Signature=\(signature)"))
    }

    @Test func doesNotShowTheSecretInItsText() {
        #expect("\(example)" == "credentials AKIAIOSFODNN7EXAMPLE")
    }
}

/// The credentials of AWS's examples.
let example = Credentials(
    accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

func date(_ secondsSince1970: Int) -> Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }
