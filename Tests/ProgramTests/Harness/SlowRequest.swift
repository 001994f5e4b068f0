/// A request whose body is still on its way.
struct SlowRequest {
    private let connection: RawConnection
    private let rest: [UInt8]

    static func picture(_ program: RunningProgram, _ person: Person) async throws -> SlowRequest {
        let part = "--edge\r\nContent-Disposition: form-data; name=\"profile-pic\"; filename=\"me.png\"\r\n\r\n"
        let body = Array(part.utf8) + SmallPicture.png + Array("\r\n--edge--\r\n".utf8)
        return try await SlowRequest(
            program, "/profile-picture", "multipart/form-data; boundary=edge", body, ["Authorization: \(person.token)"])
    }

    static func logIn(_ program: RunningProgram, _ person: Person) async throws -> SlowRequest {
        let body = #"{"email":"\#(person.email)","password":"\#(Person.password)"}"#
        return try await SlowRequest(program, "/login", "application/json", Array(body.utf8))
    }

    private init(
        _ program: RunningProgram, _ path: String, _ contentType: String, _ body: [UInt8], _ headers: [String] = []
    ) async throws {
        connection = try await RawConnection(port: program.port)
        let head = [
            "POST \(path) HTTP/1.1", "Host: localhost", "Content-Type: \(contentType)", "Content-Length: \(body.count)",
        ]
        try await connection.send((head + headers).joined(separator: "\r\n") + "\r\n\r\n")
        try await connection.send(Array(body.prefix(20)))
        rest = Array(body.dropFirst(20))
    }

    /// Sends the rest and reads the answer.
    func finished() async throws -> String {
        try await connection.send(rest)
        return await connection.receivedUntilClosed()
    }
}
