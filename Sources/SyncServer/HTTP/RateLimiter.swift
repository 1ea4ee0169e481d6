import Synchronization

/// Token buckets by key: each fills at a rate and holds a burst.
final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var level: Double
        var at: ContinuousClock.Instant
    }

    private struct State {
        var buckets: [Key: Bucket] = [:]
        /// More keys than this and the full buckets are forgotten: they say nothing.
        var pruneAbove = fewKeys
        var prunings = 0
    }

    /// So many are never looked through.
    private static var fewKeys: Int { 10_000 }

    private let perSecond: Double
    private let burst: Double
    private let state = Mutex(State())

    init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// How often all buckets were looked through.
    var prunings: Int { state.withLock { $0.prunings } }

    /// Takes one from the key's bucket.
    ///
    /// - Returns: nil when there was one; else the seconds until there is.
    /// - Complexity: O(1), averaged over those that come.
    func take(_ key: Key, at now: ContinuousClock.Instant) -> UInt32? {
        state.withLock { state in
            var bucket = refilled(state.buckets[key], now)
            defer { state.buckets[key] = bucket }
            prune(&state, now)
            guard bucket.level >= 1 else {
                return UInt32(exactly: ((1 - bucket.level) / perSecond).rounded(.up)) ?? 60
            }
            bucket.level -= 1
            return nil
        }
    }

    /// Whether the key's bucket is empty, taking nothing.
    func isEmpty(_ key: Key, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { refilled($0.buckets[key], now).level < 1 }
    }

    /// Forgets full buckets once there are twice as many as were left the last time.
    private func prune(_ state: inout State, _ now: ContinuousClock.Instant) {
        guard state.buckets.count > state.pruneAbove else { return }
        state.buckets = state.buckets.filter { refilled($0.value, now).level < burst }
        state.pruneAbove = max(Self.fewKeys, 2 * state.buckets.count)
        state.prunings += 1
    }

    private func refilled(_ bucket: Bucket?, _ now: ContinuousClock.Instant) -> Bucket {
        guard let bucket else { return Bucket(level: burst, at: now) }
        let elapsed = bucket.at.duration(to: now) / .seconds(1)
        return Bucket(level: min(burst, bucket.level + max(0, elapsed) * perSecond), at: now)
    }
}
