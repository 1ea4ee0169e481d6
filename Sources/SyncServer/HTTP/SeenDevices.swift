import Synchronization

/// The time an update of `seen` was last queued for each device, so that a busy writer is not handed
/// the same update twice.
final class SeenDevices: Sendable {
    private let times = Mutex<[[UInt8]: UInt64]>([:])

    /// Whether it is time to note that a device was seen; if so it counts as noted.
    ///
    /// - Parameters:
    ///   - token: What its token leaves in the database: a renewed device may get its row.
    ///   - now: Unix milliseconds.
    ///   - last: The time of the last note, as far as the caller knows.
    ///   - milliseconds: The age from which it is noted again.
    /// - Returns: Whether the caller is to note it.
    func isDue(_ token: [UInt8], at now: UInt64, last: UInt64, every milliseconds: UInt64) -> Bool {
        times.withLock { times in
            let known = max(last, times[token] ?? 0)
            let (due, isTooLate) = known.addingReportingOverflow(milliseconds)
            guard !isTooLate, now >= due else { return false }
            times[token] = now
            return true
        }
    }
}
