import Synchronization

/// How many connections each address has open.
final class ConnectionCounts: Sendable {
    private let maximum: Int
    private let counts = Mutex<[String: Int]>([:])
    private let sum = Atomic(0)

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
            sum.add(1, ordering: .relaxed)
            return true
        }
    }

    /// How many connections are open.
    var total: Int { sum.load(ordering: .relaxed) }

    /// Forgets a connection that was counted.
    func close(_ address: String) {
        counts.withLock { counts in
            guard let count = counts[address] else { return }
            let left = count - 1
            sum.subtract(1, ordering: .relaxed)
            counts[address] = left > 0 ? left : nil
        }
    }
}
