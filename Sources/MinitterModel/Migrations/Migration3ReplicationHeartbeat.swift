import Database

extension Migrations {
    static let replicationHeartbeat = Migration(version: 3, name: "replication heartbeat") { dialect in
        [ReplicationHeartbeat.table(dialect)]
    }
}
