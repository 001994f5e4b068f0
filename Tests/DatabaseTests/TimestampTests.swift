import Database
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01 00:00:00.000"), (951_827_696_789, "2000-02-29 12:34:56.789"),
        (-1, "1969-12-31 23:59:59.999"), (253_402_300_799_999, "9999-12-31 23:59:59.999"),
        (4_107_542_400_000, "2100-03-01 00:00:00.000"), (-62_167_219_200_000, "0000-01-01 00:00:00.000"),
    ])
    func readsWhatItWrites(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).databaseText == text)
        #expect(Timestamp(databaseText: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23 09:05:07", "2026-11-23 09:05:07.04", "2026-11-23 09:05:07.0420",
        "2026-11-23T09:05:07.042", "2026/11/23 09:05:07.042", "2026-11-23 09.05.07.042", "2026-11-23 09:05:07,042",
        "2026-13-01 00:00:00.000", "2026-00-01 00:00:00.000", "2026-01-00 00:00:00.000", "2026-01-32 00:00:00.000",
        "2026-02-29 00:00:00.000", "2026-04-31 00:00:00.000", "2026-01-01 24:00:00.000", "2026-01-01 00:60:00.000",
        "2026-01-01 00:00:60.000", "2026-01-01 00:00:0x.000", "+026-01-01 00:00:00.000", "２０２６-1-23 09:05",
    ])
    func readsNothingElse(text: String) {
        #expect(Timestamp(databaseText: text) == nil)
    }

    @Test func itIsShownAsRFC3339() {
        #expect(Timestamp(milliseconds: 951_827_696_789).rfc3339 == "2000-02-29T12:34:56.789Z")
    }

    @Test func laterIsGreaterAlsoAsText() {
        let times = [-62_167_219_200_000, -1, 0, 999, 1_000, 951_827_696_789, 253_402_300_799_999].map {
            Timestamp(milliseconds: $0)
        }
        #expect(times.shuffled().sorted() == times)
        #expect(times.map(\.databaseText).sorted() == times.map(\.databaseText))
        #expect(Timestamp(milliseconds: 7).adding(seconds: 2) == Timestamp(milliseconds: 2_007))
    }

    @Test func aDatabaseKeepsIt() async throws {
        let time = Timestamp.now
        try await withNotes { database in
            let read = try await database.read { db in try db.value("SELECT \(time)", as: Timestamp.self) }
            #expect(read == time)
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.value("SELECT \("yesterday")", as: Timestamp.self) }
            }
        }
    }
}
