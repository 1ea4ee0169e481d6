import Hummingbird
import MessageCompression
import NIOCore
import SyncProtocol
import Synchronization

/// Reads one body: within its limits, as fast as it has to come, and while there is room for it.
struct BodyReader: Sendable {
    let limits: ServerLimits
    let limit: BodyLimit
    let encoding: BodyEncoding
    /// nil for what is too small to be counted.
    let share: BodyShare?
    private let pace: SharedPace

    init(
        _ limits: ServerLimits, limit: BodyLimit, encoding: BodyEncoding, share: BodyShare?
    ) {
        self.limits = limits
        self.limit = limit
        self.encoding = encoding
        self.share = share
        pace = SharedPace(limits)
    }

    /// The whole body, unpacked.
    ///
    /// - Throws: ``ProtocolError``, or what the connection says.
    func read(_ body: RequestBody) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await collect(body) }
            group.addTask {
                while !pace.isLate { try await Task.sleep(for: limits.patrolPause) }
                throw ProtocolError(.timeout)
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw ProtocolError(.badRequest) }
            return bytes
        }
    }

    private func collect(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            var decoder = try BodyDecoder(
                encoding: encoding, budget: InflateBudget(maximumBytes: limit.bytes))
            for try await part in body {
                guard part.readableBytes <= limit.packedBytes - decoder.packedBytes else {
                    throw ProtocolError(.tooLarge)
                }
                guard !pace.isLate else { throw ProtocolError(.timeout) }
                var rest = part.readableBytesView
                while !rest.isEmpty {
                    bytes += try decoder.decode(rest.prefix(Self.sliceBytes))
                    try await waitForRoom(bytes.count)
                    rest = rest.dropFirst(Self.sliceBytes)
                }
                pace.take(part.readableBytes)
            }
            try decoder.finish()
        } catch let error as BodyCodingError {
            throw ProtocolError(ErrorCode(rawValue: error.code) ?? .badMessage, error.sentence)
        }
        return bytes
    }

    /// So little unpacks to 2 MiB at most before it is looked whether there is room.
    private static let sliceBytes = 4 << 10

    /// Counts what came, and waits until others have ended, if it must; the peer is not late
    /// meanwhile.
    ///
    /// - Throws: ``ProtocolError`` `too_many_requests`, or `unavailable` when that takes too long.
    private func waitForRoom(_ count: Int) async throws {
        guard let share, try !share.grow(to: count) else { return }
        let start = ContinuousClock.now
        pace.pause()
        while try !share.grow(to: count) {
            guard start.duration(to: .now) < limits.bodyRoomWait else {
                throw ProtocolError(.unavailable, retryAfterSeconds: BodyRoom.retrySeconds)
            }
            try await Task.sleep(for: limits.patrolPause / 10)
        }
        pace.resume(after: start.duration(to: .now))
    }
}

/// The pace of a body, between who reads it and who looks whether it still comes.
private final class SharedPace: Sendable {
    private struct State {
        var pace: BodyPace
        var isPaused = false
    }

    private let state: Mutex<State>

    init(_ limits: ServerLimits) {
        state = Mutex(State(pace: BodyPace(limits, since: .now)))
    }

    var isLate: Bool { state.withLock { !$0.isPaused && $0.pace.isLate(at: .now) } }

    /// Counts what came.
    func take(_ bytes: Int) { state.withLock { $0.pace.take(bytes, at: .now) } }

    /// Nothing is asked for.
    func pause() { state.withLock { $0.isPaused = true } }

    /// Asks for more again.
    func resume(after pause: Duration) {
        state.withLock { state in
            state.isPaused = false
            state.pace.postpone(by: pause)
        }
    }
}
