import ChangeLog
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

/// When a machine that keeps itself in sync does what, played without clock and network.
@Suite struct SyncWatchTests {
    /// A watch with its clock.
    private struct Player {
        var watch = SyncWatch()
        var now: Duration = .zero
        var random = SeededRandom(seed: 1)

        /// Everything that is to be done now.
        mutating func actions() -> [SyncWatch.Action] {
            var actions: [SyncWatch.Action] = []
            while actions.count < 20 {
                actions.append(watch.next(at: now))
                if case .wait = actions[actions.count - 1] { return actions }
                if case .end = actions[actions.count - 1] { return actions }
            }
            return actions
        }

        /// Goes to the time that the watch waits for.
        ///
        /// - Returns: How long that was; nil when it waits for no time.
        mutating func sleep() -> Duration? {
            guard case .wait(let time?) = watch.next(at: now) else { return nil }
            defer { now = time }
            return time - now
        }

        /// Whether it syncs now, or a pause or two later.
        mutating func comesToSync() -> Bool {
            for _ in 1...3 {
                if actions().contains(.sync) { return true }
                _ = sleep()
            }
            return false
        }

        mutating func settle(_ held: [SpaceID: UInt64] = [:], unsent: [SpaceID: UInt64] = [:]) {
            watch.synced(.settled(held: held, unsent: unsent), at: now, using: &random)
        }

        mutating func lose(_ stream: Int, _ code: ErrorCode?, retryAfter: UInt32 = 0) {
            let error = code.map { ProtocolError($0, retryAfterSeconds: retryAfter) }
            watch.lost(stream, error, at: now, using: &random)
        }

        mutating func hear(_ space: SpaceID, _ position: UInt64, on stream: Int = 1) {
            watch.heard(SpaceNotice(space: space, position: position), on: stream, at: now)
        }

        /// A watch whose first stream is open and whose first sync is done.
        static func settled(_ held: [SpaceID: UInt64]) -> Player {
            var player = Player()
            _ = player.actions()
            player.watch.opened(1, at: player.now)
            _ = player.actions()
            player.settle(held)
            return player
        }
    }

    private static let space = SpaceID(value: 1)

    @Test func `LIVE-9: it listens, syncs when it is answered, and then waits for no time`() {
        var player = Player()
        #expect(player.actions() == [.listen(1), .wait(until: nil)])
        player.watch.opened(1, at: player.now)
        #expect(player.actions() == [.sync, .wait(until: nil)])
        player.settle([Self.space: 5])
        #expect(player.actions() == [.wait(until: nil)])
    }

    @Test(arguments: [(4, false), (5, false), (6, true)] as [(UInt64, Bool)])
    func `LIVE-8: a notice is a reason to sync exactly when it is beyond what is held`(
        position: UInt64, isReason: Bool
    ) {
        var player = Player.settled([Self.space: 5])
        player.now += .seconds(10)
        player.hear(Self.space, position)
        #expect(player.actions().contains(.sync) == isReason)
        player = Player.settled([Self.space: 5])
        player.now += .seconds(10)
        player.hear(SpaceID(value: 2), 0)
        #expect(player.actions().contains(.sync), "of a space that is not known")
    }

    @Test func `LIVE-8: a notice that comes before, with or after its sync costs no other`() {
        var player = Player.settled([Self.space: 5])
        player.now += .seconds(10)
        player.hear(Self.space, 6)
        #expect(player.actions().first == .sync)
        player.hear(Self.space, 6)
        player.settle([Self.space: 6])
        player.hear(Self.space, 6)
        player.now += .seconds(10)
        #expect(player.actions() == [.wait(until: nil)])
        // One that the sync did not bring is asked for once.
        player.hear(Self.space, 8)
        #expect(player.actions().first == .sync)
        player.settle([Self.space: 6])
        player.now += .seconds(10)
        player.hear(Self.space, 8)
        #expect(player.actions() == [.wait(until: nil)])
        // What came while it ran, and is beyond it, is not forgotten.
        player.hear(Self.space, 9)
        #expect(player.actions().first == .sync)
        player.hear(Self.space, 10)
        player.settle([Self.space: 9])
        #expect(player.sleep() == .seconds(1))
        #expect(player.actions().first == .sync)
    }

    @Test func `LIVE-8: a server that cries all the time is asked once a second`() {
        var player = Player.settled([Self.space: 0])
        var syncs = 0
        for position in 1...10_000 as ClosedRange<UInt64> {
            player.now += .milliseconds(1)
            player.hear(Self.space, position)
            player.hear(SpaceID(value: UInt128(position) + 5), 1)
            if player.actions().contains(.sync) {
                syncs += 1
                player.settle([Self.space: 0])
            }
        }
        #expect(syncs == 10)
    }

    @Test func `LIVE-9: an unreachable server is asked with growing pauses, and told of once`() {
        var player = Player()
        var told: [SyncWatch.Action] = []
        for (stream, longest) in [1, 2, 4, 8, 16, 32, 60, 60, 60].enumerated() {
            told += player.actions().filter { $0 != .listen(stream + 1) }
            player.lose(stream + 1, .unreachable)
            told += player.actions()
            let pause = player.sleep() ?? .zero
            #expect(pause <= .seconds(longest) && pause >= .seconds(longest) / 2)
        }
        let news = told.filter { if case .wait = $0 { false } else { true } }
        let trouble = SyncTrouble(ProtocolError(.unreachable))
        // No sync is tried meanwhile: it would lock the replica.
        #expect(news == [.tell(.trouble(trouble))])
        #expect(player.actions().first == .listen(10))
        player.watch.opened(10, at: player.now)
        #expect(player.actions().first == .sync)
        player.settle()
        #expect(player.actions() == [.tell(.recovered), .wait(until: nil)])
    }

    @Test func `LIVE-9: machines that lose their server together come back apart`() {
        var pauses: Set<Duration> = []
        for seed in 1...50 as ClosedRange<UInt64> {
            var player = Player.settled([:])
            player.random = SeededRandom(seed: seed)
            player.now += .seconds(100)
            player.lose(1, nil)
            pauses.insert(player.sleep() ?? .zero)
        }
        #expect(pauses.count == 50)
    }

    @Test func `LIVE-9: streams that do not last are asked for ever more seldom`() {
        var player = Player()
        for (stream, longest) in [1, 2, 4, 8, 16, 32, 60, 60].enumerated() {
            #expect(player.actions().first == .listen(stream + 1))
            player.watch.opened(stream + 1, at: player.now)
            let isSyncing = player.comesToSync()
            #expect(isSyncing)
            player.settle()
            player.lose(stream + 1, nil)
            let pause = player.sleep() ?? .zero
            #expect(pause <= .seconds(longest) && pause >= .seconds(longest) / 2)
        }
        _ = player.actions()
        player.watch.opened(9, at: player.now)
        _ = player.actions()
        player.settle()
        player.now += .seconds(30)
        player.lose(9, .timeout)
        #expect(player.sleep() ?? .zero <= .seconds(1))
    }

    @Test(arguments: [
        ErrorCode.notFound, .methodNotAllowed, .unavailable, .tooManyRequests, .timeout,
    ])
    func `LIVE-10: without a stream it syncs, and asks again once a minute`(code: ErrorCode) {
        var player = Player()
        var polling = 0
        for stream in 1...5 {
            #expect(player.actions().first == .listen(stream))
            player.lose(stream, code)
            let actions = player.actions()
            polling += actions.count { $0 == .tell(.polling) }
            #expect(actions.contains(.sync))
            player.settle()
            let pause = player.sleep() ?? .zero
            #expect(pause <= .seconds(60) && pause >= .seconds(30))
        }
        #expect(polling == 1)
        _ = player.actions()
        player.lose(6, code, retryAfter: 600)
        _ = player.actions()
        player.settle()
        #expect(player.sleep() ?? .zero >= .seconds(300))
    }

    @Test(arguments: [ErrorCode.unauthorized, .serverInconsistent, .unsupportedVersion])
    func `What cannot mend by itself ends it`(code: ErrorCode) {
        var player = Player()
        _ = player.actions()
        player.lose(1, code)
        #expect(player.actions() == [.end(ProtocolError(code))])
    }

    @Test func `What an older stream still says means nothing`() {
        var player = Player.settled([Self.space: 5])
        player.now += .seconds(100)
        player.lose(1, nil)
        _ = player.sleep()
        #expect(player.actions().first == .listen(2))
        player.lose(1, .unauthorized)
        player.watch.opened(1, at: player.now)
        player.hear(Self.space, 9, on: 1)
        #expect(player.actions() == [.wait(until: nil)])
    }

    @Test func `What is new here goes out after a second, and what may not go is no news`() {
        var player = Player.settled([:])
        player.settle([:], unsent: [Self.space: 2])
        player.now += .seconds(10)
        player.watch.touched(at: player.now)
        player.now += .milliseconds(400)
        // A command writes more than once.
        player.watch.touched(at: player.now)
        #expect(player.sleep() == .milliseconds(600))
        #expect(player.actions().first == .look)
        player.watch.looked(unsent: [Self.space: 2], at: player.now)
        #expect(player.actions() == [.wait(until: nil)])
        player.watch.looked(unsent: [Self.space: 3], at: player.now)
        #expect(player.actions().first == .sync)
    }

    @Test func `Where nothing tells of new files it looks from time to time`() {
        var player = Player.settled([:])
        player.watch = SyncWatch(looksEvery: .seconds(30))
        _ = player.actions()
        for _ in 1...3 {
            #expect(player.sleep() == .seconds(30))
            #expect(player.actions().first == .look)
        }
    }

    @Test func `A replica that somebody else writes to is tried again soon, and nothing is said`() {
        var player = Player()
        _ = player.actions()
        player.watch.opened(1, at: player.now)
        #expect(player.actions().first == .sync)
        player.watch.synced(.busy, at: player.now, using: &player.random)
        let pause = player.sleep() ?? .zero
        #expect(pause >= .seconds(1) && pause <= .seconds(2))
        #expect(player.actions().first == .sync)
    }

    @Test func `A sync that fails is tried again, and its notices are not forgotten`() {
        var player = Player.settled([Self.space: 5])
        player.now += .seconds(10)
        player.hear(Self.space, 6)
        #expect(player.actions().first == .sync)
        let full = SyncTrouble(ProtocolError(.storageFull))
        for _ in 1...3 {
            player.watch.synced(.failed(full), at: player.now, using: &player.random)
            _ = player.actions()
            #expect(player.sleep() ?? .zero > .zero)
            #expect(player.actions().first == .sync)
        }
        player.settle([Self.space: 5])
        #expect(player.actions().first == .tell(.recovered))
        // It asked for what it was told of; the server has no more than that.
        player.now += .seconds(10)
        #expect(player.actions() == [.wait(until: nil)])
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `Whatever comes, it syncs when the server has answered, a second apart, and never spins`(
        seed: UInt64
    ) {
        var player = Player()
        player.random = SeededRandom(seed: seed)
        var (stream, isAnswered, isSyncing) = (0, false, false)
        var lastSync: Duration?
        for _ in 1...200 {
            let actions = player.actions()
            #expect(actions.count < 6)
            for action in actions {
                if case .listen(let number) = action { stream = number }
                if case .wait(let time?) = action { #expect(time > player.now) }
                guard action == .sync else { continue }
                #expect(isAnswered && !isSyncing)
                #expect(lastSync.map { player.now - $0 >= .seconds(1) } ?? true)
                isSyncing = true
            }
            switch Int.random(in: 0...6, using: &player.random) {
            case 0:
                player.watch.opened(stream, at: player.now)
                isAnswered = true
            case 1: player.hear(Self.space, .random(in: 0...50, using: &player.random), on: stream)
            case 2:
                let codes: [ErrorCode?] = [nil, .unreachable, .notFound, .serverError]
                let code = player.random.pick(codes) ?? nil
                player.lose(stream, code)
                isAnswered = isAnswered || code == .notFound
            case 3 where isSyncing:
                isSyncing = false
                lastSync = player.now
                player.settle([Self.space: .random(in: 0...50, using: &player.random)])
            case 4: player.watch.touched(at: player.now)
            case 5:
                let count = UInt64.random(in: 0...3, using: &player.random)
                player.watch.looked(unsent: [Self.space: count], at: player.now)
            default: player.now += .milliseconds(Int.random(in: 1...40_000, using: &player.random))
            }
        }
    }
}
