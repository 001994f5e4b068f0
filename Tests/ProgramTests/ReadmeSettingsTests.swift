import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct ReadmeSettingsTests {
        @Test func everySettingHasARowInTheReadme() throws {
            let rows = try Readme.table(after: "settings")
            #expect(rows.map { $0.first } == Setting.all.map(\.environmentName))
            for (row, setting) in zip(rows, Setting.all) {
                #expect(row.count == 3)
                #expect(row.dropFirst().first == setting.defaultText, "\(setting.environmentName)")
            }
        }
    }
}
