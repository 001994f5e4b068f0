/// One version of the schema: the steps that lead to it from the version before.
package struct Migration: Sendable {
    /// 1, 2, 3 … without a gap.
    package let version: Int
    /// What it brings, for people.
    package let name: String
    /// One statement each, because some engines can't undo a DDL statement and so each must be recorded on its own.
    /// A step may be run again after a crash, so it is written to bear that (`IF NOT EXISTS`).
    package let steps: @Sendable (Dialect) -> [SQL]

    package init(version: Int, name: String, steps: @escaping @Sendable (Dialect) -> [SQL]) {
        self.version = version
        self.name = name
        self.steps = steps
    }
}
