import ChangeLog
import SyncProtocol

/// Who listens for what, and what each is to be told next: decisions only.
///
/// Invariant: a listener costs what it was told last, a number for each of its spaces, and nothing
/// else: there is no queue (LIVE-4).
struct NoticeBoard: Sendable {
    /// One stream, in the order in which they began.
    typealias Seat = UInt64

    /// Who asks for a stream.
    struct Guest: Hashable, Sendable {
        /// The SHA-256 of the token.
        let token: [UInt8]
        /// The rows.
        let device: Int64
        let user: Int64
        let address: String
        /// The answer of `GET /v1/spaces` to the user.
        let memberships: [SpaceDescription]
        /// The spaces and their albums.
        let spaces: Set<SpaceID>
    }

    /// One delivery to a listener.
    enum Delivery: Hashable, Sendable {
        case notices([SpaceNotice])
        case signOfLife
        case nothing
        /// The stream is over.
        case end
    }

    private struct Listener {
        let guest: Guest
        var told: [SpaceID: UInt64] = [:]
        /// When something was said last.
        var spoke: Duration
    }

    private let limits: ServerLimits
    private var listeners: [Seat: Listener] = [:]
    private var seatsBySpace: [SpaceID: Set<Seat>] = [:]
    /// Where each space ends that somebody listens to, as far as known.
    private var positions: [SpaceID: UInt64] = [:]
    private var lastSeat: Seat = 0

    init(limits: ServerLimits) {
        self.limits = limits
    }

    var count: Int { listeners.count }

    /// Everybody who listens, by seat.
    var guests: [Seat: Guest] { listeners.mapValues(\.guest) }

    /// Whether somebody listens to a space.
    func hears(_ space: SpaceID) -> Bool { seatsBySpace[space] != nil }

    /// Gives a guest a seat (LIVE-7).
    ///
    /// - Returns: The seat, and another of the same device that had to be left for it.
    /// - Throws: ``ProtocolError`` `unavailable` when there is no seat.
    mutating func enter(
        _ guest: Guest, at now: Duration
    ) throws(ProtocolError) -> (seat: Seat, left: Seat?) {
        let own = listeners.filter { $0.value.guest.device == guest.device }.keys.sorted()
        let left = own.count >= limits.maximumListenersPerDevice ? own.first : nil  // LIVE-7
        let sameAddress = listeners.values.count { $0.guest.address == guest.address }
        guard
            left != nil
                || listeners.count < Self.share(of: limits.maximumConnections)
                    && sameAddress < Self.share(of: limits.maximumConnectionsPerAddress)
        else { throw ProtocolError(.unavailable, retryAfterSeconds: 60) }
        if let left { leave(left) }
        lastSeat &+= 1
        listeners[lastSeat] = Listener(guest: guest, spoke: now)
        for space in guest.spaces { seatsBySpace[space, default: []].insert(lastSeat) }
        return (lastSeat, left)
    }

    /// Streams leave a quarter of all connections to those who sync.
    private static func share(of connections: Int) -> Int { max(1, connections / 4 * 3) }

    /// Frees a seat; one that is free already stays so.
    mutating func leave(_ seat: Seat) {
        guard let listener = listeners.removeValue(forKey: seat) else { return }
        for space in listener.guest.spaces {
            seatsBySpace[space]?.remove(seat)
            if seatsBySpace[space]?.isEmpty == true {
                seatsBySpace[space] = nil
                positions[space] = nil
            }
        }
    }

    /// Takes in where spaces end now; a position that is known to be passed changes nothing.
    ///
    /// - Returns: Who has something to be told.
    mutating func advance(_ news: [SpaceID: UInt64]) -> Set<Seat> {
        var seats: Set<Seat> = []
        for (space, position) in news {
            guard let listening = seatsBySpace[space] else { continue }
            let newest = max(position, positions[space] ?? 0)
            positions[space] = newest
            seats.formUnion(listening.filter { listeners[$0]?.told[space] ?? 0 < newest })
        }
        return seats
    }

    /// The news for a listener now; it counts as told.
    mutating func take(_ seat: Seat, at now: Duration) -> Delivery {
        guard var listener = listeners[seat] else { return .end }
        var notices: [SpaceNotice] = []
        for space in listener.guest.spaces {
            guard let position = positions[space], listener.told[space] != position else {
                continue
            }
            listener.told[space] = position
            notices.append(SpaceNotice(space: space, position: position))  // LIVE-4
        }
        let isOverdue = isOverdue(listener, at: now)
        guard !notices.isEmpty || isOverdue else { return .nothing }
        listener.spoke = now
        listeners[seat] = listener
        return notices.isEmpty
            ? .signOfLife : .notices(notices.sorted { $0.space < $1.space })
    }

    /// Who has not been told anything for so long that a sign of life is due (LIVE-5).
    func overdue(at now: Duration) -> [Seat] {
        listeners.filter { isOverdue($0.value, at: now) }.map(\.key)
    }

    private func isOverdue(_ listener: Listener, at now: Duration) -> Bool {
        now - listener.spoke >= limits.signOfLife  // LIVE-5
    }
}
