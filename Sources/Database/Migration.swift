/// One version of the schema: the steps that lead to it from the version before.
package struct Migration: Sendable {
    /// 1, 2, 3 … without a gap.
    package let version: Int
    /// What it brings, for people.
    package let name: String
    /// The oldest version whose program may still work on a database that has this one: the version itself when a
    /// program that doesn't know it would do harm, an older one when it only adds what older programs can leave alone.
    /// It is kept in the database, because an old program can't know.
    package let compatibleFrom: Int
    /// One statement each, because some engines can't undo a DDL statement and so each must be recorded on its own.
    /// A step may be run again after a crash, so it is written to bear that (`IF NOT EXISTS`).
    package let steps: @Sendable (Dialect) -> [SQL]

    package init(
        version: Int, name: String, compatibleFrom: Int, steps: @escaping @Sendable (Dialect) -> [SQL]
    ) {
        self.version = version
        self.name = name
        self.compatibleFrom = compatibleFrom
        self.steps = steps
    }
}
