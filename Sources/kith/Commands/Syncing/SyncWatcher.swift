import ChangeLog
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// `kith sync --watch`: performs what ``SyncWatch`` decides, until nothing can be done any more.
///
/// The replica is locked while it syncs, and only then; a signal ends it at any moment, as it may end
/// any command (P1).
actor SyncWatcher {
    private let photos: PhotoWish?
    private let allowsPlainHTTP: Bool
    private var watch = SyncWatch()
    private var report: WatchReport
    private var random = SystemRandomNumberGenerator()
    /// Photos that the server would not take, by their space, and when they are tried again.
    private var refusals: [SpaceID: (error: ProtocolError, until: Duration)] = [:]
    private let wakes = Wakes()
    private var listening: Task<Void, Never>?
    /// The failure here that will come again.
    private var failure: (any Error)?

    init(photos: PhotoWish?, allowsPlainHTTP: Bool, asJSON: Bool) {
        self.photos = photos
        self.allowsPlainHTTP = allowsPlainHTTP
        report = WatchReport(asJSON: asJSON)
    }

    /// Somebody has to change a setting of a proxy, or the photo; each try sends all of it.
    private static let refusalPause: Duration = .seconds(3_600)

    private var now: Duration { wakes.now }

    /// Keeps in sync.
    ///
    /// - Throws: What cannot mend by itself: ``KithExit``, ``ProtocolError``, ``ReplicaError``;
    ///   `CancellationError`.
    func run() async throws {
        let folder = try Replica.folder()
        let files = FileWatch(replica: folder.data) { [self] in Task { await touched() } }
        if files == nil { watch = SyncWatch(looksEvery: .seconds(30)) }
        defer { listening?.cancel() }
        while failure == nil {
            switch watch.next(at: now) {
            case .listen(let number): listen(number)
            case .sync: try await sync()
            case .look: watch.looked(unsent: try Self.unsent(try Replica.reading()), at: now)
            case .tell(let news): report.tell(news)
            case .wait(let time): try await wakes.wait(until: time)
            case .end(let error): throw error
            }
        }
        withExtendedLifetime(files) {}
        if let failure { throw failure }
    }

    // MARK: - Listening

    private func listen(_ number: Int) {
        listening?.cancel()
        listening = Task { await follow(number) }
    }

    private func follow(_ number: Int) async {
        var end: ProtocolError?
        do {
            let client = try Self.client(
                of: try Replica.reading(), .listening, allowsPlainHTTP)
            do throws(ProtocolError) {
                try await client.listen { await self.take($0, from: number) }
            } catch {
                end = error
            }
            await client.close()
            if end?.kind == .unauthorized { try Self.noteRefusal() }
        } catch {
            // The token cannot be read, or the database: no server can help.
            failure = error
        }
        watch.lost(number, end, at: now, using: &random)
        wakes.ring()
    }

    /// The watch ends by a refusal, and `kith status` is asked why; another kith that writes just now
    /// leaves it to the next sync to say.
    private static func noteRefusal() throws {
        do {
            try Replica(try Replica.folder(), mode: .writing, environment: .system)
                .note(isRefused: true)
        } catch ReplicaError.busy {
            return
        }
    }

    private func take(_ sign: LiveSign, from number: Int) {
        switch sign {
        case .opened: watch.opened(number, at: now)
        case .notice(let notice): watch.heard(notice, on: number, at: now)
        }
        wakes.ring()
    }

    private func touched() {
        watch.touched(at: now)
        wakes.ring()
    }

    // MARK: - Syncing

    private func sync() async throws {
        let outcome: SyncWatch.Outcome
        do {
            outcome = try await syncOnce()
        } catch ReplicaError.busy {
            outcome = .busy
        } catch let error as any KithError where error.canRetry {
            outcome = .failed(SyncTrouble(error))
        }
        watch.synced(outcome, at: now, using: &random)
    }

    private func syncOnce() async throws -> SyncWatch.Outcome {
        let begun = now
        refusals = refusals.filter { $0.value.until > begun }
        let done = try await Self.sync(
            photos: photos, refusals: refusals.mapValues(\.error),
            allowsPlainHTTP: allowsPlainHTTP)
        for outcome in done.result.outcomes where refusals[outcome.space.id] == nil {
            if let error = outcome.refusalOfPhotos {
                refusals[outcome.space.id] = (error, begun + Self.refusalPause)
            }
        }
        switch done.result.future {
        case .hopeless:
            done.result.report(asJSON: report.asJSON)
            throw done.result.exit
        case .retry(let trouble):
            report.tell(done.result)
            return .failed(trouble)
        case .settled:
            report.tell(done.result)
            return .settled(held: done.held, unsent: done.unsent)
        }
    }

    /// Syncs once; the lock is free again when this returns.
    private static func sync(
        photos: PhotoWish?, refusals: [SpaceID: ProtocolError], allowsPlainHTTP: Bool
    ) async throws -> (result: SyncResult, held: [SpaceID: UInt64], unsent: [SpaceID: UInt64]) {
        // Not made anew when it is gone.
        let replica = try Replica(try Replica.folder(), mode: .writing, environment: .system)
        if let photos { try replica.setPhotoWish(photos) }
        let client = try client(of: replica, .brief, allowsPlainHTTP)
        let result = try await WholeSync(
            replica: replica, client: client, photos: photos, refusals: refusals
        ).run()
        return (result, try held(replica), try unsent(replica))
    }

    private static func client(
        of replica: Replica, _ patience: ServerPatience, _ allowsPlainHTTP: Bool
    ) throws -> ServerClient {
        // Asked each time: the machine may have joined again.
        guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
        return try ServerClient(
            to: enrolment, of: replica, allowsPlainHTTP: allowsPlainHTTP, patience: patience)
    }

    /// Where the log of each space, and of its album, is read up to.
    private static func held(_ replica: Replica) throws -> [SpaceID: UInt64] {
        var held: [SpaceID: UInt64] = [:]
        for space in try replica.spaces(countsPeople: false) {
            let facts = [
                try replica.store(of: space.id).facts(), try replica.album(of: space.id)?.facts,
            ]
            for facts in facts.compactMap({ $0 }) {
                held[facts.space] = facts.server?.cursor.position
            }
        }
        return held
    }

    private static func unsent(_ replica: Replica) throws -> [SpaceID: UInt64] {
        try replica.spaces(countsPeople: false).reduce(into: [:]) {
            $0[$1.id] = $1.unsentChanges
        }
    }
}
