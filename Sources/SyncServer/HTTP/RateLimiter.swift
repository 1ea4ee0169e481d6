import Synchronization

/// Token buckets by key: each fills at a rate and holds a burst.
final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var level: Double
        var at: ContinuousClock.Instant
    }

    /// More keys than this and the full buckets are forgotten: they say nothing.
    private static var maximumKeys: Int { 10_000 }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[Key: Bucket]>([:])

    init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Takes one from the key's bucket.
    ///
    /// - Returns: nil when there was one; else the seconds until there is.
    func take(_ key: Key, at now: ContinuousClock.Instant) -> UInt32? {
        buckets.withLock { buckets in
            var bucket = refilled(buckets[key], now)
            defer { buckets[key] = bucket }
            if buckets.count > Self.maximumKeys {
                buckets = buckets.filter { refilled($0.value, now).level < burst }
            }
            guard bucket.level >= 1 else {
                return UInt32(exactly: ((1 - bucket.level) / perSecond).rounded(.up)) ?? 60
            }
            bucket.level -= 1
            return nil
        }
    }

    /// Whether the key's bucket is empty, taking nothing.
    func isEmpty(_ key: Key, at now: ContinuousClock.Instant) -> Bool {
        buckets.withLock { refilled($0[key], now).level < 1 }
    }

    private func refilled(_ bucket: Bucket?, _ now: ContinuousClock.Instant) -> Bucket {
        guard let bucket else { return Bucket(level: burst, at: now) }
        let elapsed = bucket.at.duration(to: now) / .seconds(1)
        return Bucket(level: min(burst, bucket.level + max(0, elapsed) * perSecond), at: now)
    }
}
