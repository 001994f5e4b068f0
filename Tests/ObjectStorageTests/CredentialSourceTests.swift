import Foundation
import ObjectStorage
import TestSupport
import Testing

/// Where credentials are looked for. The services beside a container and an instance are fakes on this machine: the
/// real ones are in AWS alone.
@Suite struct CredentialSourceTests {
    // MARK: - The environment

    @Test func theEnvironmentsAreTaken() throws {
        let environment = ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "SK", "AWS_SESSION_TOKEN": ""]
        #expect(
            try EnvironmentCredentials(environment).credentials()
                == Credentials(accessKeyID: "AK", secretAccessKey: "SK"))
        #expect(try EnvironmentCredentials([:]).credentials() == nil)
        #expect(throws: ObjectStorageError.self) {
            try EnvironmentCredentials(["AWS_ACCESS_KEY_ID": "AK"]).credentials()
        }
    }

    // MARK: - The shared files

    private static let credentialsFile = """
        # of two people
        [default]
        aws_access_key_id=AK1
        aws_secret_access_key = SK/1+=

        [ work ]
        AWS_ACCESS_KEY_ID = AK2
        aws_secret_access_key = SK2
        aws_session_token = T2
        ; aws_access_key_id = no
        """
    private static let configFile = """
        [default]
        region = eu-central-1
        [profile other]
        aws_access_key_id = AK3
        aws_secret_access_key = SK3
        [profile half]
        aws_access_key_id = AK4
        [profile sso]
        sso_session = company
        """

    @Test(arguments: [
        (nil, Credentials(accessKeyID: "AK1", secretAccessKey: "SK/1+=")),
        ("work", Credentials(accessKeyID: "AK2", secretAccessKey: "SK2", sessionToken: "T2")),
        ("other", Credentials(accessKeyID: "AK3", secretAccessKey: "SK3")),
    ])
    func aProfileIsFoundInEitherFile(name: String?, expected: Credentials) async throws {
        try await withHome { home in
            var environment = ["HOME": home.path]
            environment["AWS_PROFILE"] = name
            let found = try SharedProfile(environment).credentials()
            #expect(found == expected)
        }
    }

    @Test(arguments: ["half", "sso", "absent"]) func aProfileThatIsAskedForMustHaveKeys(name: String) async throws {
        try await withHome { home in
            #expect(throws: ObjectStorageError.self) {
                try SharedProfile(["HOME": home.path, "AWS_PROFILE": name]).credentials()
            }
        }
    }

    @Test func filesCanBeElsewhereOrNotAtAll() async throws {
        try await withHome { home in
            let file = home.appendingPathComponent(".aws/credentials").path
            let named = try SharedProfile(["AWS_SHARED_CREDENTIALS_FILE": file]).credentials()
            #expect(named?.accessKeyID == "AK1")
            #expect(try SharedProfile(["HOME": home.path + "/nobody"]).credentials() == nil)
            #expect(try SharedProfile([:]).credentials() == nil)
        }
    }

    private func withHome(_ body: (URL) throws -> Void) async throws {
        try await withTemporaryFolder { home in
            let folder = home.appendingPathComponent(".aws")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(Self.credentialsFile.utf8).write(to: folder.appendingPathComponent("credentials"))
            try Data(Self.configFile.utf8).write(to: folder.appendingPathComponent("config"))
            try body(home)
        }
    }

    // MARK: - The container

    private static let role = """
        {"Code": "Success", "AccessKeyId": "AK", "SecretAccessKey": "SK", "Token": "T", \
        "Expiration": "2026-11-23T09:05:07Z"}
        """
    private static let expected = Credentials(
        accessKeyID: "AK", secretAccessKey: "SK", sessionToken: "T", expiration: date(1_795_424_707))

    @Test func aTasksRoleIsAskedForByItsPath() async throws {
        try await withFake { _ in
            .answer("200 OK", Self.role)
        } run: { server, http in
            let source = ContainerCredentials(
                ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/1"], http: http, taskOrigin: server.origin)
            let found = try await source.credentials()
            #expect(found == Self.expected)
            #expect(server.requests.map(\.line) == ["GET /v2/credentials/1"])
        }
    }

    @Test func aPodsRoleIsAskedForWithTheTokenInItsFile() async throws {
        try await withFake { request in
            request.headers["authorization"] == "pod token" ? .answer("200 OK", Self.role) : .answer("401 No")
        } run: { server, http in
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("token")
                try Data("pod token\n".utf8).write(to: file)
                let environment = [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.origin + "/v1/credentials",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file.path,
                ]
                let source = ContainerCredentials(environment, http: http)
                let found = try await source.credentials()
                #expect(found == Self.expected)
                try Data("an older one".utf8).write(to: file)
                await #expect(throws: ObjectStorageError.self) { try await source.credentials() }
            }
        }
    }

    @Test func theTokenIsNotSentToAnyHost() async throws {
        try await withFake { _ in
            .answer("200 OK", Self.role)
        } run: { _, http in
            let source = ContainerCredentials(
                ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/credentials"], http: http)
            let error = await #expect(throws: ObjectStorageError.self) { try await source.credentials() }
            #expect(error?.description.contains("neither https nor") == true)
        }
    }

    @Test func withoutAContainerThereIsNothingToAsk() async throws {
        try await withFake { _ in
            .answer("200 OK", Self.role)
        } run: { server, http in
            let found = try await ContainerCredentials([:], http: http).credentials()
            #expect(found == nil)
            #expect(server.requests.isEmpty)
        }
    }

    // MARK: - The instance

    @Test func anInstancesRoleIsAskedForWithASessionsToken() async throws {
        try await withFake(Self.metadata) { server, http in
            let source = InstanceRole(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.origin + "/"], http: http)
            let found = try await source.credentials()
            #expect(found == Self.expected)
            #expect(
                server.requests.map(\.line) == [
                    "PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
                    "GET /latest/meta-data/iam/security-credentials/minitter-role",
                ])
        }
    }

    /// The metadata service in version 2: it answers nobody without a token.
    private static let metadata: @Sendable (FakeServer.Request) -> [FakeServer.Step] = { request in
        if request.line == "PUT /latest/api/token", request.headers["x-aws-ec2-metadata-token-ttl-seconds"] != nil {
            return .answer("200 OK", "session token")
        }
        guard request.headers["x-aws-ec2-metadata-token"] == "session token" else { return .answer("401 Unauthorized") }
        switch request.line {
        case "GET /latest/meta-data/iam/security-credentials/": return .answer("200 OK", "minitter-role\n")
        case "GET /latest/meta-data/iam/security-credentials/minitter-role": return .answer("200 OK", role)
        default: return .answer("404 Not Found")
        }
    }

    @Test func anInstanceWithoutARoleHasNone() async throws {
        try await withFake {
            $0.line.hasPrefix("PUT") ? .answer("200 OK", "t") : .answer("404 Not Found")
        } run: {
            server, http in
            let source = InstanceRole(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.origin], http: http)
            let found = try await source.credentials()
            #expect(found == nil)
        }
    }

    @Test func anInstanceIsNotAskedWhereThatIsForbidden() async throws {
        try await withFake(Self.metadata) { server, http in
            let environment = [
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.origin, "AWS_EC2_METADATA_DISABLED": "true",
            ]
            let found = try await InstanceRole(environment, http: http).credentials()
            #expect(found == nil)
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: [
        "", "<html>", #"{"Code": "Failed"}"#,
        #"{"AccessKeyId": "AK", "SecretAccessKey": "SK", "Token": "T", "Expiration": "soon"}"#,
    ])
    func whatIsNoRoleIsAnError(answer: String) async throws {
        try await withFake { _ in
            .answer("200 OK", answer)
        } run: { server, http in
            let source = ContainerCredentials(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.origin], http: http)
            await #expect(throws: ObjectStorageError.self) { try await source.credentials() }
        }
    }

    // MARK: - The order

    @Test func theUsualOrderIsEnvironmentFilesContainerInstance() async throws {
        try await withFake(Self.metadata) { server, http in
            try await withTemporaryFolder { home in
                var environment = [
                    "AWS_ACCESS_KEY_ID": "first", "AWS_SECRET_ACCESS_KEY": "SK", "HOME": home.path,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.origin + "/container",
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.origin,
                ]
                func found() async throws -> String? {
                    try await CredentialChain.usual(environment: environment, http: http).credentials()?.accessKeyID
                }
                #expect(try await found() == "first")
                environment["AWS_ACCESS_KEY_ID"] = nil
                let folder = home.appendingPathComponent(".aws")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(Self.credentialsFile.utf8).write(to: folder.appendingPathComponent("credentials"))
                #expect(try await found() == "AK1")
                try FileManager.default.removeItem(at: folder)
                await #expect(throws: ObjectStorageError.self) { try await found() }
                environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = nil
                #expect(try await found() == "AK")
                environment["AWS_EC2_METADATA_DISABLED"] = "true"
                #expect(try await found() == nil)
            }
        }
    }

    private func withFake(
        _ answer: @escaping @Sendable (FakeServer.Request) -> [FakeServer.Step],
        run body: (FakeServer, CredentialRequests) async throws -> Void
    ) async throws {
        try await FakeServer.with { request, _ in
            answer(request)
        } run: { server in
            try await withClient { http in try await body(server, CredentialRequests(http, timeout: 30)) }
        }
    }
}
