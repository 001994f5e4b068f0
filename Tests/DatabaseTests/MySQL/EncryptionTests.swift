import Database
import Foundation
import TestSupport
import Testing

@Suite(.onMySQL) struct EncryptionTests {
    @Test func isAsTheSettingsAskForIt() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await Authority(in: folder, name: "authority")
            let other = try await Authority(in: folder, name: "other")
            try await authority.certify("127.0.0.1", in: folder)
            let options = [
                "--ssl-cert=\(folder.path)/server.pem", "--ssl-key=\(folder.path)/server.key",
                "--ssl-ca=\(authority.certificate)",
            ]
            try await MariaDBServer.with(options: options) { server in
                let configuration = try await server.configuration(database: "notes")
                func cipher(_ tls: MySQLConfiguration.TLS) async throws -> String {
                    var configuration = configuration
                    configuration.tls = tls
                    let database = MySQLDatabase(configuration)
                    do {
                        let cipher = try await database.read { db in
                            try db.first("SHOW STATUS LIKE 'Ssl_cipher'") { try $0[1] as String }
                        }
                        try await database.close()
                        return cipher ?? ""
                    } catch {
                        try await database.close()
                        throw error
                    }
                }
                #expect(try await cipher(.off) == "")
                #expect(try await cipher(.required).contains("AES"))
                #expect(try await cipher(.verified(certificates: authority.certificate)).contains("AES"))
                await #expect(throws: DatabaseError.self) {
                    try await cipher(.verified(certificates: other.certificate))
                }
                await #expect(throws: DatabaseError.self) { try await cipher(.verified(certificates: nil)) }
                await #expect(throws: DatabaseError.self) {
                    try await cipher(.verified(certificates: "\(folder.path)/absent.pem"))
                }
            }
        }
    }

    @Test func aServerOfAnotherNameIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await Authority(in: folder, name: "authority")
            try await authority.certify("127.0.0.2", in: folder)
            let options = ["--ssl-cert=\(folder.path)/server.pem", "--ssl-key=\(folder.path)/server.key"]
            try await MariaDBServer.with(options: options) { server in
                var configuration = try await server.configuration(database: "notes")
                configuration.tls = .verified(certificates: authority.certificate)
                let database = MySQLDatabase(configuration)
                await #expect(throws: DatabaseError.self) {
                    try await database.read { db in try db.value("SELECT 1", as: Int.self) }
                }
                try await database.close()
            }
        }
    }

    @Test func whatIsRequiredIsNotDoneWithout() async throws {
        try await MariaDBServer.with(options: ["--skip-ssl"]) { server in
            var configuration = try await server.configuration(database: "notes")
            configuration.tls = .required
            let database = MySQLDatabase(configuration)
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.value("SELECT 1", as: Int.self) }
            }
            try await database.close()
        }
    }
}

/// Who signs certificates, by openssl.
private struct Authority {
    let certificate: String
    private let key: String

    init(in folder: URL, name: String) async throws {
        certificate = "\(folder.path)/\(name).pem"
        key = "\(folder.path)/\(name).key"
        try await Self.openssl(
            in: folder,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-keyout", key,
                "-out", certificate,
            ])
    }

    /// Makes `server.pem` and `server.key` for an address.
    func certify(_ address: String, in folder: URL) async throws {
        try "subjectAltName=IP:\(address)".write(
            to: folder.appendingPathComponent("names"), atomically: false, encoding: .utf8)
        try await Self.openssl(
            in: folder,
            [
                "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(address)", "-keyout",
                "\(folder.path)/server.key", "-out", "\(folder.path)/server.csr",
            ])
        try await Self.openssl(
            in: folder,
            [
                "x509", "-req", "-in", "\(folder.path)/server.csr", "-CA", certificate, "-CAkey", key,
                "-CAcreateserial", "-days", "2", "-extfile", "\(folder.path)/names", "-out",
                "\(folder.path)/server.pem",
            ])
    }

    private static func openssl(in folder: URL, _ arguments: [String]) async throws {
        let log = folder.appendingPathComponent("openssl.log")
        let process = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/openssl"), arguments, environment: ProcessInfo.processInfo.environment,
            directory: folder, output: log, errors: log)
        guard try await process.ended() == .exit(0) else {
            throw NeverHappened(description: try String(contentsOf: log, encoding: .utf8))
        }
    }
}
