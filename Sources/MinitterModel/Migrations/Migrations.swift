package import Database

/// Every version of the schema, in order. A new one is a file of its own in this folder and a line here.
package enum Migrations {
    package static let all: [Migration] = [
        socialNetwork, idempotencyKeys, replicationHeartbeat, homeTimeline, pendingDeliveries, userNames,
        followersIndex, accountDeletions,
    ]
}
