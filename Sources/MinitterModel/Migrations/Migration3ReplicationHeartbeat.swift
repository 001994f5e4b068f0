import Database

extension Migrations {
    static let replicationHeartbeat = Migration(version: 3, name: "replication heartbeat", compatibleFrom: 1) {
        dialect in
        [ReplicationHeartbeat.table(dialect)]
    }
}
