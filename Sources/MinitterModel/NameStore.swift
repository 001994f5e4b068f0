package import Database

/// The table `user_names`: by what people are found. A row can always be made anew from the account.
package struct NameStore: Sendable {
    private static let index: StaticString = "user_names_name_key_user_id"

    package init() {}

    /// Notes the name of an account.
    func set(_ name: String, of userID: Int64, in db: any DatabaseConnection) throws {
        let key = NameKey(name).text
        guard try db.execute("UPDATE user_names SET name_key = \(key) WHERE user_id = \(userID)") == 0 else { return }
        try db.execute("INSERT INTO user_names (user_id, name_key) VALUES (\(userID), \(key))")
    }

    /// Accounts of which no name is noted, which older programs and `minitter copy` leave, in the order of their ids.
    package func missing(
        after id: Int64, limit: Int, in db: any DatabaseConnection
    ) throws -> [(id: Int64, name: String)] {
        try db.rows(
            """
            SELECT u.id, u.name FROM users u LEFT JOIN user_names n ON n.user_id = u.id
            WHERE u.id > \(id) AND n.user_id IS NULL ORDER BY u.id LIMIT \(limit)
            """
        ) { row in (id: try row[0], name: try row[1]) }
    }

    /// Notes the name of an account that has none noted, unless it was deleted, renamed or noted meanwhile.
    package func add(_ name: String, of userID: Int64, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO user_names (user_id, name_key)
            SELECT id, \(NameKey(name).text) FROM users WHERE id = \(userID) AND name = \(name)
            \(db.dialect.keepingExisting(table: "user_names", column: "user_id"))
            """)
    }

    /// People whose name begins so, in the order of their names.
    ///
    /// - Parameter request: its position is the last person that was shown.
    /// - Returns: nil where there is no such person any more.
    package func page(
        beginning prefix: NameKey, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User>? {
        let end = prefix.end
        guard let last = request.before else {
            let condition: SQL = "n.name_key >= \(prefix.text) AND n.name_key < \(end)"
            return Page(try entries(where: condition, for: reader, limit: request.rowLimit, in: db), for: request)
        }
        guard let key = try db.value("SELECT name_key FROM user_names WHERE user_id = \(last)", as: String.self) else {
            return nil
        }
        // Two ranges of the index. As one condition with OR it would be read from its beginning.
        var found: [(item: User, position: Int64)] = []
        if prefix.isPrefix(of: key) {
            found = try entries(
                where: "n.name_key = \(key) AND n.user_id > \(last)", for: reader, limit: request.rowLimit, in: db)
        }
        if found.count < request.rowLimit {
            found += try entries(
                where: "n.name_key >= \(prefix.text) AND n.name_key > \(key) AND n.name_key < \(end)", for: reader,
                limit: request.rowLimit - found.count, in: db)
        }
        return Page(found, for: request)
    }

    private func entries(
        where condition: SQL, for reader: Int64?, limit: Int, in db: any DatabaseConnection
    ) throws -> [(item: User, position: Int64)] {
        try db.rows(
            """
            SELECT \(UserStore.columns(for: reader))
            FROM user_names n \(db.dialect.byIndex(Self.index)) \(db.dialect.orderedJoin) users u ON u.id = n.user_id
            WHERE \(condition) ORDER BY n.name_key, n.user_id LIMIT \(limit)
            """
        ) { row in
            let user = try User(row: row)
            return (item: user, position: user.id)
        }
    }
}
