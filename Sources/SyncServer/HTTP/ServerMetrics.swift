import Synchronization

/// Counts for `GET /metrics`; no names, no addresses, no contents.
final class ServerMetrics: Sendable {
    private struct Counts {
        var requestsByStatus: [Int: UInt64] = [:]
        var storedChanges: UInt64 = 0
        var receivedBytes: UInt64 = 0
        var sentBytes: UInt64 = 0
    }

    private let counts = Mutex(Counts())

    /// Counts an answered request.
    func count(status: Int, receivedBytes: Int, sentBytes: Int) {
        counts.withLock {
            $0.requestsByStatus[status, default: 0] += 1
            $0.receivedBytes &+= UInt64(clamping: receivedBytes)
            $0.sentBytes &+= UInt64(clamping: sentBytes)
        }
    }

    /// Counts changes that were stored.
    func count(storedChanges: UInt64) {
        counts.withLock { $0.storedChanges &+= storedChanges }
    }

    /// The counts in the text format of Prometheus.
    func text(openConnections: Int, listeners: Int, heldBodyBytes: Int) -> String {
        let counts = counts.withLock { $0 }
        var lines = ["# TYPE kithd_requests_total counter"]
        for (status, count) in counts.requestsByStatus.sorted(by: { $0.key < $1.key }) {
            lines.append("kithd_requests_total{status=\"\(status)\"} \(count)")
        }
        let totals = [
            ("kithd_stored_changes_total", counts.storedChanges),
            ("kithd_received_bytes_total", counts.receivedBytes),
            ("kithd_sent_bytes_total", counts.sentBytes),
        ]
        for (name, value) in totals {
            lines.append("# TYPE \(name) counter")
            lines.append("\(name) \(value)")
        }
        lines.append("# TYPE kithd_open_connections gauge")
        lines.append("kithd_open_connections \(openConnections)")
        lines.append("# TYPE kithd_listeners gauge")
        lines.append("kithd_listeners \(listeners)")
        lines.append("# TYPE kithd_held_body_bytes gauge")
        lines.append("kithd_held_body_bytes \(heldBodyBytes)")
        return lines.joined(separator: "\n") + "\n"
    }
}
