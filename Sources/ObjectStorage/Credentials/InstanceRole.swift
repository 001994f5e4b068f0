import NIOHTTP1

/// The role of an EC2 instance, from its metadata service in version 2, which asks for a token first
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
package struct InstanceRole: CredentialSource {
    private let origin: String
    private let isDisabled: Bool
    private let http: CredentialRequests

    package init(_ environment: [String: String], http: CredentialRequests) {
        let named = environment.value("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254"
        origin = named.hasSuffix("/") ? String(named.dropLast()) : named
        isDisabled = environment.value("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true"
        self.http = http
    }

    package func credentials() async throws -> Credentials? {
        guard !isDisabled else { return nil }
        let lifetime = ("x-aws-ec2-metadata-token-ttl-seconds", "21600")
        guard let token = try await http.send(.PUT, "\(origin)/latest/api/token", headers: [lifetime]) else {
            return nil
        }
        let header = [("x-aws-ec2-metadata-token", token)]
        let folder = "\(origin)/latest/meta-data/iam/security-credentials/"
        // An instance without a role answers 404.
        guard let roles = try await http.send(.GET, folder, headers: header),
            let role = roles.split(whereSeparator: \.isNewline).first,
            let json = try await http.send(.GET, folder + role, headers: header)
        else { return nil }
        return try RoleCredentials.read(json)
    }
}
