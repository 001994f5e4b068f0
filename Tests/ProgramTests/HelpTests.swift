import Testing
@testable import Minitter

@Suite struct HelpTests {
    @Test func everySettingHasItsNameOnce() {
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
    }
}
