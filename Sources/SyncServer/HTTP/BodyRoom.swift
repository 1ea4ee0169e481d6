import SyncProtocol
import Synchronization

/// How much of bodies is in memory, unpacked, until each is answered (limits.md).
///
///     more than a device may have    -> refused: its other bodies are not waited for
///     more than all may have         -> refused
///     a new one beyond half of that  -> waits: what has begun may end, so nobody waits for ever
///     the first bytes of each        -> not counted: a small push always finds room
final class BodyRoom: Sendable {
    /// The bytes counted for one body.
    fileprivate struct Count {
        var bytes = 0
        var isAdmitted = false
    }

    private struct State {
        var total = 0
        /// Of those that do not wait.
        var admitted = 0
        var devices: [Int64: Int] = [:]
    }

    /// When it is worth asking again: bodies that do not come are given up by then.
    static let retrySeconds: UInt32 = 10

    private let limits: ServerLimits
    private let state = Mutex(State())

    init(_ limits: ServerLimits) {
        self.limits = limits
    }

    /// How many bytes are counted now.
    var total: Int { state.withLock { $0.total } }

    /// Room for one body of a device, for as long as somebody holds it.
    func share(of device: Int64) -> BodyShare {
        BodyShare(room: self, device: device)
    }

    /// Counts what came of a body.
    ///
    /// - Throws: ``ProtocolError`` `too_many_requests`, `unavailable`.
    fileprivate func grow(
        _ count: inout Count, to bytes: Int, of device: Int64
    ) throws(ProtocolError) {
        let more = bytes - limits.uncountedBodyBytes - count.bytes
        guard more > 0 else { return }
        let isAdmitted = count.isAdmitted
        try state.withLock { state throws(ProtocolError) in
            let held = (state.devices[device] ?? 0) + more
            guard held <= limits.maximumBodyBytesPerDevice else {
                throw ProtocolError(.tooManyRequests, retryAfterSeconds: Self.retrySeconds)
            }
            guard state.total + more <= limits.maximumBodyBytesHeld else {
                throw ProtocolError(.unavailable, retryAfterSeconds: Self.retrySeconds)
            }
            state.devices[device] = held
            state.total += more
            if isAdmitted { state.admitted += more }
        }
        count.bytes += more
    }

    /// Lets a body go on, if it may.
    fileprivate func admit(_ count: inout Count) {
        guard !count.isAdmitted, count.bytes > 0 else { return }
        let bytes = count.bytes
        count.isAdmitted = state.withLock { state in
            guard state.admitted < limits.maximumBodyBytesHeld / 2 else { return false }
            state.admitted += bytes
            return true
        }
    }

    fileprivate func free(_ count: Count, of device: Int64) {
        guard count.bytes > 0 else { return }
        state.withLock { state in
            let left = (state.devices[device] ?? 0) - count.bytes
            state.devices[device] = left > 0 ? left : nil
            state.total -= count.bytes
            if count.isAdmitted { state.admitted -= count.bytes }
        }
    }
}

/// The share that one body has of the room; free again when nobody holds it any more.
final class BodyShare: Sendable {
    private let room: BodyRoom
    private let device: Int64
    private let count = Mutex(BodyRoom.Count())

    init(room: BodyRoom, device: Int64) {
        self.room = room
        self.device = device
    }

    deinit { end() }

    /// Gives the room back.
    func end() {
        let count = count.withLock { count in
            defer { count = BodyRoom.Count() }
            return count
        }
        room.free(count, of: device)
    }

    /// Counts what came of the body.
    ///
    /// - Returns: Whether it may be read on; false when it has to wait.
    /// - Throws: ``ProtocolError`` `too_many_requests`, `unavailable`.
    func grow(to bytes: Int) throws(ProtocolError) -> Bool {
        try count.withLock { count throws(ProtocolError) in
            try room.grow(&count, to: bytes, of: device)
            room.admit(&count)
            return count.isAdmitted || count.bytes == 0
        }
    }
}
