import Database
import Testing

@Suite struct MySQLConfigurationTests {
    @Test func aURLNamesAccountHostAndDatabase() throws {
        let configuration = try #require(
            MySQLConfiguration(url: "mysql://minitter:p%40ss%3Aw%2Frd@db.example:3307/sns"))
        #expect(configuration.user == "minitter")
        #expect(configuration.password == "p@ss:w/rd")
        #expect(configuration.hosts == [.init(name: "db.example", port: 3_307)])
        #expect(configuration.database == "sns")
        #expect(configuration.description == "minitter@db.example:3307/sns")
    }

    @Test(arguments: [
        ("db", "db:3306"), ("db:1", "db:1"), ("10.0.0.1,10.0.0.2:3307", "10.0.0.1:3306,10.0.0.2:3307"),
        ("[::1]", "[::1]:3306"), ("[2001:db8::1]:65535,db", "[2001:db8::1]:65535,db:3306"),
    ])
    func aHostMayHaveAPortAndThereMayBeSeveral(hosts: String, description: String) throws {
        let configuration = try #require(MySQLConfiguration(url: "mysql://minitter@\(hosts)/sns"))
        #expect(configuration.description == "minitter@\(description)/sns")
        #expect(configuration.password == "")
    }

    @Test(arguments: [
        "", "mysql://", "mysql://db/sns", "mysql://minitter@/sns", "mysql://minitter@db", "mysql://minitter@db/",
        "mysql://minitter@db/a/b", "mysql://minitter@db/sns?tls=on", "mysql://@db/sns", "mysql://minitter@db:/sns",
        "mysql://minitter@db:0/sns", "mysql://minitter@db:65536/sns", "mysql://minitter@db,/sns",
        "mysql://minitter@[::1/sns", "mysql://minitter@[::1]3306/sns", "mysql://min%zzitter@db/sns",
        "postgres://minitter@db/sns", "MYSQL://minitter@db/sns",
    ])
    func anythingElseIsRefused(url: String) {
        #expect(MySQLConfiguration(url: url)?.description == nil)
    }
}
