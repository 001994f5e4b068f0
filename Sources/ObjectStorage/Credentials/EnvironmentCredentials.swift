/// Credentials in the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
package struct EnvironmentCredentials: CredentialSource {
    private let environment: [String: String]

    package init(_ environment: [String: String]) {
        self.environment = environment
    }

    package func credentials() throws -> Credentials? {
        guard let id = environment.value("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = environment.value("AWS_SECRET_ACCESS_KEY") else {
            throw ObjectStorageError("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY: set both or none")
        }
        return Credentials(
            accessKeyID: id, secretAccessKey: secret, sessionToken: environment.value("AWS_SESSION_TOKEN"))
    }
}

extension [String: String] {
    /// A variable that is set to nothing counts as not set.
    func value(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension CredentialChain {
    /// AWS's usual order: the environment, the shared files, the container, the instance.
    package static func usual(environment: [String: String], http: CredentialRequests) -> CredentialChain {
        CredentialChain([
            EnvironmentCredentials(environment), SharedProfile(environment),
            ContainerCredentials(environment, http: http), InstanceRole(environment, http: http),
        ])
    }
}
