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
    /// - Parameters:
    ///   - address: Whose.
    ///   - isCapped: Whether there is a limit to those of the address; a proxy has everybody's.
    /// - Returns: False when the address has all it may have; it is not counted then.
    func open(_ address: String, isCapped: Bool = true) -> Bool {
        counts.withLock { counts in
            let count = counts[address] ?? 0
            guard count < maximum || !isCapped else { return false }
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
