import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What each listener is told next: the decision alone, without a socket.
@Suite struct NoticeBoardTests {
    private static let spaces = (1...4).map { SpaceID(value: $0) }

    private static func guest(
        device: Int64, spaces: some Sequence<SpaceID> = spaces, address: String = "a"
    ) -> NoticeBoard.Guest {
        NoticeBoard.Guest(
            token: [], device: device, user: device, address: address, memberships: [],
            spaces: Set(spaces))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `LIVE-4: whoever looks, however seldom, gets each newest position once, and no other`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var board = NoticeBoard(limits: ServerLimits())
        var truth: [SpaceID: UInt64] = [:]
        var told: [NoticeBoard.Seat: [SpaceID: UInt64]] = [:]
        for device in 1...3 {
            let some = Self.spaces.filter { _ in Bool.random(using: &random) }
            told[try board.enter(Self.guest(device: Int64(device), spaces: some), at: .zero).seat] =
                [:]
        }
        var woken: Set<NoticeBoard.Seat> = []
        for _ in 1...60 {
            if Bool.random(using: &random) {
                let space = SpaceID(value: UInt128.random(in: 1...4, using: &random))
                // What is told twice, or late, says nothing new.
                let position = UInt64.random(in: 0...20, using: &random)
                truth[space] = max(position, truth[space] ?? 0)
                woken.formUnion(board.advance([space: position]))
            } else if let seat = random.pick(told.keys.sorted()) {
                let spaces = board.guests[seat]?.spaces ?? []
                let news = truth.filter {
                    spaces.contains($0.key) && told[seat]?[$0.key] != $0.value
                }
                let expected = news.map { SpaceNotice(space: $0.key, position: $0.value) }
                    .sorted { $0.space < $1.space }
                #expect(
                    board.take(seat, at: .zero)
                        == (expected.isEmpty ? .nothing : .notices(expected)))
                // Position 0 is told to whoever looks, and wakes nobody.
                #expect(expected.allSatisfy { $0.position == 0 } || woken.contains(seat))
                told[seat]?.merge(news) { $1 }
                woken.remove(seat)
            }
        }
    }

    @Test func `LIVE-4: a thousand commits that nobody read are one notice`() throws {
        var board = NoticeBoard(limits: ServerLimits())
        let seat = try board.enter(Self.guest(device: 1), at: .zero).seat
        for position in 1...1_000 as ClosedRange<UInt64> {
            #expect(board.advance([Self.spaces[0]: position]) == [seat])
        }
        #expect(
            board.take(seat, at: .zero)
                == .notices([SpaceNotice(space: Self.spaces[0], position: 1_000)]))
        #expect(board.take(seat, at: .zero) == .nothing)
    }

    @Test func `LIVE-5: a sign of life is due after silence alone`() throws {
        var limits = ServerLimits()
        limits.signOfLife = .seconds(15)
        var board = NoticeBoard(limits: limits)
        let seat = try board.enter(Self.guest(device: 1), at: .zero).seat
        #expect(board.overdue(at: .seconds(14)).isEmpty)
        #expect(board.overdue(at: .seconds(15)) == [seat])
        #expect(board.take(seat, at: .seconds(15)) == .signOfLife)
        #expect(board.overdue(at: .seconds(29)).isEmpty)
        _ = board.advance([Self.spaces[0]: 1])
        _ = board.take(seat, at: .seconds(29))
        #expect(board.overdue(at: .seconds(43)).isEmpty)
        #expect(board.overdue(at: .seconds(44)) == [seat])
    }

    @Test func `LIVE-7: a device's stream too many ends its oldest, and no other`() throws {
        var board = NoticeBoard(limits: ServerLimits())
        let other = try board.enter(Self.guest(device: 2), at: .zero).seat
        let own = try (1...4).map { _ in
            try board.enter(Self.guest(device: 1), at: .zero).seat
        }
        let fifth = try board.enter(Self.guest(device: 1), at: .zero)
        #expect(fifth.left == own[0])
        #expect(board.take(own[0], at: .zero) == .end)
        #expect(Set(board.guests.keys) == Set(own.dropFirst() + [fifth.seat, other]))
    }

    @Test func `LIVE-7: streams leave a quarter of all connections, and of an address's`() throws {
        var limits = ServerLimits()
        limits.maximumConnections = 16
        limits.maximumConnectionsPerAddress = 8
        var board = NoticeBoard(limits: limits)
        for device in 1...6 { _ = try board.enter(Self.guest(device: Int64(device)), at: .zero) }
        let full = #expect(throws: ProtocolError.self) {
            try board.enter(Self.guest(device: 7), at: .zero)
        }
        #expect(full?.kind == .unavailable)
        #expect(full?.retryAfterSeconds == 60)
        for device in 7...12 {
            _ = try board.enter(Self.guest(device: Int64(device), address: "b"), at: .zero)
        }
        #expect(throws: ProtocolError.self) {
            try board.enter(Self.guest(device: 13, address: "c"), at: .zero)
        }
        #expect(board.count == 12)
    }

    @Test func `A listener that has left leaves nothing behind`() throws {
        var board = NoticeBoard(limits: ServerLimits())
        let seat = try board.enter(Self.guest(device: 1), at: .zero).seat
        _ = board.advance([Self.spaces[0]: 7])
        board.leave(seat)
        board.leave(seat)
        #expect(board.count == 0)
        #expect(!board.hears(Self.spaces[0]))
        #expect(board.advance([Self.spaces[0]: 8]).isEmpty)
        let next = try board.enter(Self.guest(device: 1), at: .zero).seat
        // Where a space ends is asked anew, not remembered from before.
        #expect(board.take(next, at: .zero) == .nothing)
    }
}
