package import Testing

extension Trait where Self == ConditionTrait {
    /// Tests what only SQLite has: a file, one writer.
    package static var onSQLite: Self {
        .enabled(if: TestDatabases.server == nil, "it is about SQLite, and this run is on a server")
    }

    /// Tests what only a server has: connections that break, locks on rows.
    package static var onMySQL: Self {
        .enabled(if: TestDatabases.server != nil, "it needs a server: script/with-mariadb swift test")
    }
}
