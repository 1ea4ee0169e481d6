package import ChangeLog
package import SyncProtocol

/// Keeps a machine in sync by itself: it decides, its driver performs (`protocol/live.md`).
///
///     listen -+-> answered -> sync -> wait -+-> notice, or something new here -> sync -> wait ...
///        ^    +-> not answered              +-> stream lost
///        +------------ pause <--------------+
///
/// Times are durations since the driver's own beginning. Whatever comes, it holds a number for each
/// space and nothing more.
package struct SyncWatch: Sendable {
    /// The next thing for the driver to do.
    package enum Action: Hashable, Sendable {
        /// Ask for a stream, in place of any other; what comes of it bears this number.
        case listen(Int)
        case sync
        /// See what of this machine is not sent yet.
        case look
        case tell(News)
        /// Wait for anything to come, until this time; without one for nil.
        case wait(until: Duration?)
        /// Nothing will mend this without the person.
        case end(ProtocolError)
    }

    /// News that people are told once, not each time.
    package enum News: Hashable, Sendable {
        /// It does not work at the moment, and is tried on.
        case trouble(SyncTrouble)
        /// It works again.
        case recovered
        /// There is no stream to be had: the server is asked once a minute.
        case polling
    }

    /// The outcome of a sync.
    package enum Outcome: Hashable, Sendable {
        /// As far as it goes for now: where each log is read up to here, and how many changes of each
        /// space are still unsent.
        case settled(held: [SpaceID: UInt64], unsent: [SpaceID: UInt64])
        /// It may go well another time.
        case failed(SyncTrouble)
        /// Another process writes.
        case busy
    }

    private enum Ear: Hashable {
        case closed(until: Duration)
        case asking
        case open(since: Duration)
    }

    private var ear = Ear.closed(until: .zero)
    private var number = 0
    private var failures = 0
    /// Whether the server answered when it was last asked: else no sync is tried, which would keep
    /// others from writing while it waits.
    private var isReachable = false
    private var isSyncing = false
    private var syncDue: Duration? = .zero
    private var lastSync: Duration?
    private var syncFailures = 0
    /// Positions heard of and not synced yet, the newest of each space.
    private var noticed: [SpaceID: UInt64] = [:]
    /// Positions heard of before the sync that runs.
    private var answering: [SpaceID: UInt64] = [:]
    /// Where each log is read up to.
    private var held: [SpaceID: UInt64] = [:]
    private var unsent: [SpaceID: UInt64] = [:]
    private var lookDue: Duration?
    private let looksEvery: Duration?
    private var news: [News] = []
    /// The trouble that was told last; nil when all is well.
    private var toldTrouble: SyncTrouble?
    private var toldPolling = false
    private var ending: ProtocolError?

    /// Begins: listens and syncs at once.
    ///
    /// - Parameter looksEvery: How often to look for something new here, for a driver that is not
    ///   told of it; nil for one that is.
    package init(looksEvery: Duration? = nil) {
        self.looksEvery = looksEvery
        lookDue = looksEvery
    }

    // MARK: - What to do

    /// The action for now; asked again when it is done.
    package mutating func next(at now: Duration) -> Action {
        if let ending { return .end(ending) }
        if !news.isEmpty { return .tell(news.removeFirst()) }
        if case .closed(let until) = ear, until <= now {
            number += 1
            ear = .asking
            return .listen(number)
        }
        if isReachable, !isSyncing, let due = syncDue, due <= now {
            isSyncing = true
            syncDue = nil
            answering = noticed
            noticed = [:]
            return .sync
        }
        if let due = lookDue, due <= now {
            lookDue = looksEvery.map { now + $0 }
            return .look
        }
        return .wait(until: nextTime)
    }

    private var nextTime: Duration? {
        var times = [lookDue]
        if case .closed(let until) = ear { times.append(until) }
        if isReachable, !isSyncing { times.append(syncDue) }
        return times.compactMap { $0 }.min()
    }

    // MARK: - The stream

    /// The server has begun to answer with a stream.
    package mutating func opened(_ stream: Int, at now: Duration) {
        guard stream == number, ear == .asking else { return }
        ear = .open(since: now)
        isReachable = true
        toldPolling = false
        wantSync(at: now)  // LIVE-9
    }

    /// The stream said something.
    package mutating func heard(_ notice: SpaceNotice, on stream: Int, at now: Duration) {
        guard stream == number, case .open = ear else { return }
        guard isNews(notice.space, notice.position) else { return }
        if noticed.count < Self.maximumNotices || noticed[notice.space] != nil {
            noticed[notice.space] = max(notice.position, noticed[notice.space] ?? 0)
        }
        if !isSyncing { wantSync(at: now) }  // LIVE-8
    }

    /// There is no stream, or no more.
    ///
    /// - Parameters:
    ///   - stream: Its number.
    ///   - error: Why; nil when the server ended it.
    ///   - now: When.
    ///   - random: Spreads those who ask again.
    package mutating func lost(
        _ stream: Int, _ error: ProtocolError?, at now: Duration,
        using random: inout some RandomNumberGenerator
    ) {
        guard stream == number else { return }
        if case .closed = ear { return }
        var wasAsking = true
        if case .open(let since) = ear {
            wasAsking = false
            if now - since >= Self.lastingStream { failures = 0 }
        }
        if wasAsking, let error, Self.meansPolling(error) {
            poll(error, at: now, using: &random)
            return
        }
        isReachable = false
        if let error, !error.canRetry {
            ending = error
        } else if wasAsking, let error {
            tell(SyncTrouble(error))
        }
        pause(at: now, using: &random)
    }

    /// Whether syncs can do without the stream (LIVE-10).
    private static func meansPolling(_ error: ProtocolError) -> Bool {
        switch error.kind {
        case .notFound, .methodNotAllowed, .unavailable, .tooManyRequests, .timeout: true
        default: false
        }
    }

    private mutating func poll(
        _ error: ProtocolError, at now: Duration, using random: inout some RandomNumberGenerator
    ) {
        let asked = Duration.seconds(min(Int64(error.retryAfterSeconds), 3_600))
        let pause = max(Self.pollPause, asked)
        ear = .closed(until: now + Self.spread(pause, using: &random))
        isReachable = true
        failures = 0
        if !toldPolling { news.append(.polling) }
        toldPolling = true
        wantSync(at: now)
    }

    /// Asks for a stream again after a while (LIVE-9).
    private mutating func pause(
        at now: Duration, using random: inout some RandomNumberGenerator
    ) {
        failures = min(failures + 1, 16)
        ear = .closed(until: now + Self.pause(after: failures, using: &random))
    }

    // MARK: - Syncs, and what is new here

    /// The sync has ended.
    ///
    /// - Parameters:
    ///   - outcome: What became of it.
    ///   - now: When.
    ///   - random: Spreads those who try again.
    package mutating func synced(
        _ outcome: Outcome, at now: Duration, using random: inout some RandomNumberGenerator
    ) {
        isSyncing = false
        lastSync = now
        switch outcome {
        case .settled(let held, let unsent):
            // What was heard before the sync is answered by it, whatever is held.
            self.held = held.merging(answering) { max($0, $1) }
            self.unsent = unsent
            syncFailures = 0
            if toldTrouble != nil { news.append(.recovered) }
            toldTrouble = nil
            noticed = noticed.filter { isNews($0.key, $0.value) }
            // Whatever asked for a sync while this one ran is a second away too.
            if !noticed.isEmpty || syncDue != nil {
                syncDue = nil
                wantSync(at: now)
            }
        case .failed(let trouble):
            syncFailures = min(syncFailures + 1, 16)
            noticed.merge(answering) { max($0, $1) }
            tell(trouble)
            syncDue = now + Self.pause(after: syncFailures, using: &random)
            if trouble.isUnreachable {
                isReachable = false
                pause(at: now, using: &random)
            }
        case .busy:
            noticed.merge(answering) { max($0, $1) }
            syncDue = now + Self.spread(Self.syncPause * 2, using: &random)
        }
        answering = [:]
    }

    /// The files here were written to, by whomever.
    package mutating func touched(at now: Duration) {
        lookDue = min(lookDue ?? now + Self.lookPause, now + Self.lookPause)
    }

    /// Takes a count of unsent changes; more than after the last sync are a reason for one.
    package mutating func looked(unsent: [SpaceID: UInt64], at now: Duration) {
        if unsent.contains(where: { $0.value > self.unsent[$0.key] ?? 0 }) { wantSync(at: now) }
        self.unsent = unsent
    }

    private func isNews(_ space: SpaceID, _ position: UInt64) -> Bool {
        held[space].map { position > $0 } ?? true
    }

    private mutating func wantSync(at now: Duration) {
        let soonest = max(now, lastSync.map { $0 + Self.syncPause } ?? now)
        syncDue = min(syncDue ?? soonest, soonest)
    }

    private mutating func tell(_ trouble: SyncTrouble) {
        guard toldTrouble == nil else { return }
        toldTrouble = trouble
        news.append(.trouble(trouble))
    }
}
