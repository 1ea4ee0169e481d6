import Synchronization

/// How many connections each address has open.
final class ConnectionCounts: Sendable {
    private let maximum: Int
    private let counts = Mutex<[String: Int]>([:])

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Counts a connection that opens.
    ///
    /// - Returns: False when the address has all it may have; it is not counted then.
    func open(_ address: String) -> Bool {
        counts.withLock { counts in
            let count = counts[address] ?? 0
            guard count < maximum else { return false }
            counts[address] = count + 1
            return true
        }
    }

    /// How many connections are open.
    var total: Int {
        counts.withLock { $0.values.reduce(0, +) }
    }

    /// Forgets a connection that was counted.
    func close(_ address: String) {
        counts.withLock { counts in
            let left = (counts[address] ?? 0) - 1
            counts[address] = left > 0 ? left : nil
        }
    }
}
