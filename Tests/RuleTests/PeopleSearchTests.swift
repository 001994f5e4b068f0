import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Finding people by the beginning of their name, alike on both engines.
@Suite struct PeopleSearchTests {
    private static let names = [
        "김하나", "김 하나", "기린", "강", "Alex", "alexander", "ÁLEX Á", "Ａｌｅｘ", "alex", "Åsa", "Zoë", "ß", "İpek", "がく", "かく",
        " padded ", "a_b", "a%b", "ab", "😀 smile",
    ]

    @Test(arguments: [
        ("김", ["김 하나", "김하나"]),
        ("기", ["기린", "김 하나", "김하나"]),
        ("ㄱ", ["강", "기린", "김 하나", "김하나"]),
        ("김하", ["김하나"]),
        ("\u{1100}\u{1175}\u{11B7}", ["김 하나", "김하나"]),
        ("aLE", ["Alex", "Ａｌｅｘ", "alex", "ÁLEX Á", "alexander"]),
        ("alex a", ["ÁLEX Á"]),
        ("alex ", ["Alex", "Ａｌｅｘ", "alex", "ÁLEX Á", "alexander"]),
        ("asa", ["Åsa"]),
        ("zoe", ["Zoë"]),
        ("ipek", ["İpek"]),
        ("が", ["がく"]),
        ("pad", [" padded "]),
        (" pad", [" padded "]),
        ("a_", ["a_b"]),
        ("a%", ["a%b"]),
        ("😀", ["😀 smile"]),
        ("nobody", []),
        (" ", []),
    ])
    func aNameIsFoundByItsBeginning(beginning: String, found: [String]) async throws {
        try await TestServices.with { test in
            for (number, name) in Self.names.enumerated() { _ = try await test.named(name, number) }
            let page = try await test.services.search.people(beginning: beginning, for: nil, PageRequest())
            #expect(page.items.map(\.name) == found)
        }
    }

    @Test(arguments: [1, 2, 7, 30])
    func manyOfANameAreReadToTheLast(limit: Int) async throws {
        try await TestServices.with { test in
            for number in 0..<24 { _ = try await test.named(["kim", "kimmy", "Kim", "park"][number % 4], number) }
            var read = [try await test.services.search.people(beginning: "kim", for: nil, PageRequest(limit: limit))]
            while let next = read.last?.next, read.count < 30 {
                let request = PageRequest(before: next, limit: limit)
                read.append(try await test.services.search.people(beginning: "kim", for: nil, request))
            }
            let names = read.flatMap(\.items).map(\.name)
            #expect(names.count == 18)
            #expect(names.prefix(12).allSatisfy { $0.lowercased() == "kim" })
            #expect(names.suffix(6).allSatisfy { $0 == "kimmy" })
            #expect(Set(read.flatMap(\.items).map(\.id)).count == 18)
            #expect(read.count == (18 + limit - 1) / limit)
        }
    }

    @Test func aNewNameIsFoundAndTheOldOneIsNot() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            _ = try await test.services.users.edit(minji.id, name: "Seoyeon", profile: nil, email: nil, password: nil)
            #expect(try await test.found("minji") == [])
            #expect(try await test.found("seo") == [minji.id])
            _ = try await test.services.users.edit(minji.id, name: nil, profile: "x", email: nil, password: nil)
            #expect(try await test.found("seo") == [minji.id])
            try await test.services.users.delete(minji.id)
            #expect(try await test.found("seo") == [])
        }
    }

    @Test func aReaderSeesWhomTheyFollow() async throws {
        try await TestServices.with { test in
            let (minji, tom) = (try await test.person("minji"), try await test.person("tom"))
            _ = try await test.services.follows.follow(tom.id, by: minji.id)
            let page = try await test.services.search.people(beginning: "tom", for: minji.id, PageRequest())
            #expect(page.items.map(\.followed) == [true])
        }
    }

    /// What a version before left, and `minitter copy`.
    @Test func namesThatAreNotNotedAreNotedLater() async throws {
        try await TestServices.with { test in
            var ids: [Int64] = []
            for number in 0..<3 { ids.append(try await test.named("person", number)) }
            try await test.database.write { db in _ = try db.execute("DELETE FROM user_names WHERE user_id <> 2") }
            #expect(try await test.found("person") == [ids[1]])
            try await test.services.search.noteMissingNames()
            #expect(try await test.found("person") == ids)
            try await test.database.write { db in _ = try db.execute("DELETE FROM user_names") }
            _ = try await test.services.users.edit(ids[0], name: "other", profile: nil, email: nil, password: nil)
            #expect(try await test.found("other") == [ids[0]])
        }
    }

    @Test func theLongestNamesAreFound() async throws {
        try await TestServices.with { test in
            // Each becomes 18 characters, and each three.
            for (number, letter) in ["\u{FDFA}", "값"].enumerated() {
                let name = String(repeating: letter, count: 100)
                let id = try await test.named(name, number)
                #expect(try await test.found(name) == [id])
            }
        }
    }

    @Test func whatCanBeNoBeginningIsRefused() async throws {
        try await TestServices.with { test in
            for text in ["", String(repeating: "a", count: 101)] {
                let found = try await refusal {
                    try await test.services.search.people(beginning: text, for: nil, PageRequest())
                }
                #expect(found == .invalid(field: "name"))
            }
            let gone = try await refusal {
                try await test.services.search.people(beginning: "a", for: nil, PageRequest(before: 404))
            }
            #expect(gone == .notFound)
        }
    }
}

extension TestServices {
    fileprivate func named(_ name: String, _ number: Int) async throws -> Int64 {
        try await services.users.signUp(
            email: "\(number)@example.com", name: name, password: "password", profile: ""
        ).id
    }

    fileprivate func found(_ beginning: String) async throws -> [Int64] {
        try await services.search.people(beginning: beginning, for: nil, PageRequest()).items.map(\.id)
    }
}
