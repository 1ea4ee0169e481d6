/// How long a watch waits for what.
extension SyncWatch {
    /// The pause after the first failure; it doubles up to the longest (LIVE-9).
    static let shortestPause: Duration = .seconds(1)
    static let longestPause: Duration = .seconds(60)
    /// A stream that lasts so long was none that fails.
    static let lastingStream: Duration = .seconds(30)
    /// How often a server without streams is asked (LIVE-10).
    static let pollPause: Duration = .seconds(60)
    /// From one sync to the next, however many notices come (LIVE-8).
    static let syncPause: Duration = .seconds(1)
    /// From something new here to the look at it: a command writes more than once.
    static let lookPause: Duration = .seconds(1)
    /// A lying server names spaces without end.
    static let maximumNotices = 4_096

    /// How long to wait after so many failures in a row, one at least (LIVE-9).
    static func pause(
        after failures: Int, using random: inout some RandomNumberGenerator
    ) -> Duration {
        spread(min(shortestPause * (1 << (failures - 1)), longestPause), using: &random)
    }

    /// Between a half of the time and all of it.
    static func spread(
        _ time: Duration, using random: inout some RandomNumberGenerator
    ) -> Duration {
        time / 2 + time / 2 * Double.random(in: 0...1, using: &random)
    }
}
