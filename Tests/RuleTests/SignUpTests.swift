import MinitterService
import TestSupport
import Testing

@Suite struct SignUpTests {
    @Test func anEmailIsTakenOnceWhateverItsCase() async throws {
        try await TestServices.with { test in
            _ = try await test.person("minji")
            await #expect(throws: ServiceError.emailTaken) {
                try await test.services.users.signUp(
                    email: "MINJI@example.com", name: "m", password: "password", profile: "")
            }
        }
    }
}
