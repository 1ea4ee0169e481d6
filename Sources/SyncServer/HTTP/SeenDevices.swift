import Synchronization

/// When it was noted last that each device spoke to the server, from when that is handed to the
/// writer: while it is busy nobody hands it over again.
final class SeenDevices: Sendable {
    private let times = Mutex<[[UInt8]: UInt64]>([:])

    /// Whether it is time to note that a device was seen; if so it counts as noted.
    ///
    /// - Parameters:
    ///   - token: What its token leaves in the database: a renewed device may get its row.
    ///   - now: Unix milliseconds.
    ///   - last: When it was noted last as far as the caller knows.
    ///   - milliseconds: How long that has to be ago.
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
