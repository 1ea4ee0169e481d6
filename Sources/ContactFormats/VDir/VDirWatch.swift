/// Keeps linked folders mirrored by itself: it decides when, its driver performs.
///
///     mirror -> wait -+-> a file of a folder was written to, and all is quiet again -> mirror ...
///                     +-> the log has something that a folder lacks -> mirror
///                     +-> the last run left something undone: a pause -> mirror
///
/// Times are durations since the driver's own beginning.
package struct VDirWatch: Sendable {
    /// The next action of the driver.
    package enum Action: Hashable, Sendable {
        /// Watch the folders that are linked now, then mirror them.
        case mirror
        /// See whether a folder lacks anything, or another one is linked.
        case look
        /// Wait for anything to come, until this time; without one for nil.
        case wait(until: Duration?)
    }

    /// The outcome of a run over all folders.
    package enum Outcome: Hashable, Sendable {
        /// Files and cards say the same.
        case settled
        /// Something is left: a folder that is not there, a file that another program wrote to.
        case unfinished
    }

    private var mirrorDue: Duration? = .zero
    /// Whoever writes to a folder without end does not keep it from being mirrored longer.
    private var mirrorLatest: Duration?
    private var lookDue: Duration?
    private var failures = 0

    /// Begins: mirrors at once.
    package init() {}

    /// Decides the action for this moment; asked again when that is done.
    package mutating func next(at now: Duration) -> Action {
        if let due = mirrorDue, due <= now {
            mirrorDue = nil
            mirrorLatest = nil
            lookDue = nil
            return .mirror
        }
        if let due = lookDue, due <= now {
            lookDue = nil
            return .look
        }
        return .wait(until: [mirrorDue, lookDue].compactMap { $0 }.min())
    }

    /// A file of a folder was written to, moved or removed, by whomever.
    package mutating func folderTouched(at now: Duration) {
        let latest = mirrorLatest ?? now + Self.longestUnrest
        mirrorLatest = latest
        mirrorDue = min(now + Self.quiet, latest)
    }

    /// The replica was written to, by whomever.
    package mutating func replicaTouched(at now: Duration) {
        lookDue = lookDue ?? now + Self.lookPause
    }

    /// The replica was looked at.
    package mutating func looked(hasNews: Bool, at now: Duration) {
        if hasNews { mirrorDue = min(mirrorDue ?? now, now) }
    }

    /// A run over all folders has ended.
    ///
    /// - Parameters:
    ///   - outcome: What became of it.
    ///   - isWatching: Whether the system tells when any of the folders is written to.
    ///   - now: When.
    package mutating func mirrored(_ outcome: Outcome, isWatching: Bool, at now: Duration) {
        var due = isWatching ? nil : now + Self.pollPause
        switch outcome {
        case .settled: failures = 0
        case .unfinished:
            failures = min(failures + 1, 16)
            let pause = min(Self.shortestPause * (1 << (failures - 1)), Self.longestPause)
            due = min(due ?? now + pause, now + pause)
        }
        mirrorDue = [mirrorDue, due].compactMap { $0 }.min()
    }

    /// A program that writes many files is let finish, so long at most.
    static let quiet: Duration = .milliseconds(500)
    static let longestUnrest: Duration = .seconds(5)
    /// From a write to the replica to the look at it: a command writes more than once.
    static let lookPause: Duration = .milliseconds(500)
    /// The pause after a run that left something undone; it doubles up to the longest.
    static let shortestPause: Duration = .seconds(1)
    static let longestPause: Duration = .seconds(60)
    /// How often folders are mirrored that cannot be watched.
    static let pollPause: Duration = .seconds(30)
}
