import ChangeLog
import Dispatch
import Logging
import SQLiteLog
import SyncProtocol
import Synchronization

/// The open streams: wakes each when there is something to tell it, and ends those that have to go.
///
/// A commit leaves its positions here and goes on; nothing waits for a listener.
final class NoticeHub: Sendable {
    private struct State {
        var board: NoticeBoard
        /// One slot each: who was woken twice looks once.
        var wakes: [NoticeBoard.Seat: AsyncStream<Void>.Continuation] = [:]
        /// Positions committed and not told yet.
        var news: [SpaceID: UInt64] = [:]
        var isTelling = false
        var isPatrolling = false
        /// The state of the file that was looked at last; nil when it has to be looked at anew.
        var seenVersion: Int64?
    }

    private let state: Mutex<State>
    private let thread = DispatchQueue(label: "kithd.notices")
    private let reader: ServerReader
    private let limits: ServerLimits
    private let logger: Logger
    private let start = ContinuousClock.now

    init(_ reader: ServerReader, limits: ServerLimits, logger: Logger) {
        self.reader = reader
        self.limits = limits
        self.logger = logger
        state = Mutex(State(board: NoticeBoard(limits: limits)))
    }

    /// How many streams are open.
    var count: Int { state.withLock { $0.board.count } }

    private var now: Duration { start.duration(to: .now) }

    // MARK: - Telling

    /// Takes in where spaces end, after the commit is on disk.
    func tell(_ positions: [SpaceID: UInt64]) {
        let mustStart = state.withLock { state in
            for (space, position) in positions where state.board.hears(space) {
                state.news[space] = max(position, state.news[space] ?? 0)
            }
            guard !state.news.isEmpty, !state.isTelling else { return false }
            state.isTelling = true
            return true
        }
        if mustStart { thread.async { self.wakeListeners() } }
    }

    private func wakeListeners() {
        while true {
            let wakes = state.withLock { state -> [AsyncStream<Void>.Continuation]? in
                guard !state.news.isEmpty else {
                    state.isTelling = false
                    return nil
                }
                let seats = state.board.advance(state.news)
                state.news = [:]
                return seats.compactMap { state.wakes[$0] }
            }
            guard let wakes else { return }
            for wake in wakes { wake.yield() }
        }
    }

    // MARK: - Listeners

    /// Opens a stream for a caller.
    ///
    /// - Parameters:
    ///   - guest: Who listens, to what.
    ///   - positions: Reads where spaces end; asked when the guest has its seat, so that no commit
    ///     falls between.
    /// - Returns: The stream; it lasts as long as somebody holds it.
    /// - Throws: ``ProtocolError`` `unavailable`, or what reading throws.
    func open(
        for guest: NoticeBoard.Guest,
        positions: () async throws -> [SpaceID: UInt64]
    ) async throws -> NoticeStream {
        let (wakes, wake) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let now = now
        let (seat, old, mustPatrol) = try state.withLock {
            state throws(ProtocolError) in
            let (seat, left) = try state.board.enter(guest, at: now)
            state.wakes[seat] = wake
            // A device that was revoked since it was asked who it is has to be found.
            state.seenVersion = nil
            let mustPatrol = !state.isPatrolling
            state.isPatrolling = true
            return (seat, left.flatMap { state.wakes.removeValue(forKey: $0) }, mustPatrol)
        }
        old?.finish()
        let stream = NoticeStream(hub: self, seat: seat, wakes: wakes)
        if mustPatrol { Task { await patrol() } }
        let present = try await positions()
        // At once, before the first look: others have heard of these positions, or will now.
        let others = state.withLock { state in
            state.board.advance(present).compactMap { state.wakes[$0] }
        }
        for other in others { other.yield() }
        wake.yield()
        return stream
    }

    /// Ends a stream; one that has ended stays so.
    func close(_ seat: NoticeBoard.Seat) {
        let wake = state.withLock { state in
            state.board.leave(seat)
            return state.wakes.removeValue(forKey: seat)
        }
        wake?.finish()
    }

    /// The news for a listener now.
    func take(_ seat: NoticeBoard.Seat) -> NoticeBoard.Delivery {
        let now = now
        return state.withLock { $0.board.take(seat, at: now) }
    }

    // MARK: - The patrol

    /// Looks at the streams from time to time, as long as there are any: administration writes to the
    /// file beside the server, so nobody else would tell of a revoked device (P8).
    private func patrol() async {
        let mayEnd = { (state: inout State) in
            if state.board.count == 0 { state.isPatrolling = false }
            return !state.isPatrolling
        }
        while !state.withLock({ mayEnd(&$0) }) {
            // Nothing cancels this task: it ends with the last stream.
            try? await Task.sleep(for: limits.patrolPause)
            do {
                for seat in try await seatsToEnd() { close(seat) }
            } catch {
                // Nobody listens of whom it is not known that they may.
                logger.error("cannot read who may listen", metadata: ["error": "\(error)"])
                for seat in state.withLock({ $0.board.guests.keys }) { close(seat) }
            }
            let now = now
            let wakes = state.withLock { state in
                state.board.overdue(at: now).compactMap { state.wakes[$0] }
            }
            for wake in wakes { wake.yield() }
        }
    }

    /// Streams whose device or memberships are not what they were (LIVE-6).
    private func seatsToEnd() async throws -> [NoticeBoard.Seat] {
        let version = try await reader.read { session in
            try session.statement("PRAGMA data_version").first { $0.integer(0) } ?? 0
        }
        let guests = state.withLock { state in
            state.seenVersion == version ? nil : state.board.guests
        }
        guard let guests else { return [] }
        // What is written from now on is looked at next time.
        let ended = try await reader.read { session in
            try guests.filter { try !session.mayGoOn($0.value) }.map(\.key)
        }
        state.withLock { state in
            // Who came in between was not looked at.
            let newest = guests.keys.max() ?? 0
            let isCurrent = state.board.guests.keys.allSatisfy { $0 <= newest }
            state.seenVersion = isCurrent ? version : nil
        }
        return ended
    }
}

/// A seat at the board that is free again when nobody holds it any more.
final class NoticeStream: Sendable {
    /// A moment at which there may be something to take; ends with the stream.
    let wakes: AsyncStream<Void>
    private let hub: NoticeHub
    private let seat: NoticeBoard.Seat

    init(hub: NoticeHub, seat: NoticeBoard.Seat, wakes: AsyncStream<Void>) {
        self.hub = hub
        self.seat = seat
        self.wakes = wakes
    }

    deinit { close() }

    /// The news for now.
    func take() -> NoticeBoard.Delivery { hub.take(seat) }

    /// Ends it.
    func close() { hub.close(seat) }
}
