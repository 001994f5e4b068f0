/// How an engine remembers the ids that a table's ``Dialect/identity`` has given.
package protocol Identities: Sendable {
    /// - Returns: the greatest id that was ever used; 0 when there was none.
    func lastID(of table: String, in db: any DatabaseConnection) throws -> Int64

    /// - Parameter id: is greater than the one that is there. The statement may be one that defines data (DDL).
    func setLastID(_ id: Int64, of table: String, in db: any DatabaseConnection) throws
}
