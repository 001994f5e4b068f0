import Database
import MinitterService
import Prometheus

/// What the server's pools and queues are doing, for `GET /metrics`.
struct ServerGauges {
    private let services: Services
    private let database: any Database

    init(_ program: Program) {
        services = program.services
        database = program.database
    }

    func register(in registry: PrometheusRegistry) {
        registry.describe("http_requests", help: "Requests answered, by method, route and status.")
        registry.describe("http_request_duration", help: "Time from a request's head to its answer.")
        gauge("password_queue_load", help: "Log-ins and sign-ups that are hashed or wait for it.", in: registry) {
            [services] in services.passwordWorkers.load
        }
        gauge("picture_queue_load", help: "Uploads whose picture is made or waits for it.", in: registry) {
            [services] in services.pictureWorkers.load
        }
        gauge("timeline_tasks_waiting", help: "Timelines to be made or trimmed.", in: registry) {
            [services] in services.timelineKeeper.load
        }
        gauge("database_connections", help: "Connections of the database's pool that are open.", in: registry) {
            [database] in database.load?.connections ?? 0
        }
        gauge("database_connections_busy", help: "Connections of the pool that are at work.", in: registry) {
            [database] in database.load?.busy ?? 0
        }
        gauge("database_calls_waiting", help: "Calls that wait for a connection.", in: registry) {
            [database] in database.load?.waiting ?? 0
        }
        if let replicated = database as? ReplicatedDatabase {
            gauge("database_replica_used", help: "1 when reads may go to the replica, else 0.", in: registry) {
                replicated.usesReplica ? 1 : 0
            }
        }
    }

    private func gauge(
        _ name: String, help: String, in registry: PrometheusRegistry, _ value: @escaping @Sendable () -> Int
    ) {
        registry.describe(name, help: help)
        registry.gauge(name) { Double(value()) }
    }
}
