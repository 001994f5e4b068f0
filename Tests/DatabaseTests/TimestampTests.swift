import Database
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01 00:00:00.000"), (951_827_696_789, "2000-02-29 12:34:56.789"),
        (-1, "1969-12-31 23:59:59.999"), (253_402_300_799_999, "9999-12-31 23:59:59.999"),
    ])
    func readsWhatItWrites(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).databaseText == text)
        #expect(Timestamp(databaseText: text)?.milliseconds == milliseconds)
    }
}
