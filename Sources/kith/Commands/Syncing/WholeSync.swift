import ChangeLog
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// One sync of every space and its photos, however it came about.
struct WholeSync {
    let replica: Replica
    let client: ServerClient
    /// Compare only.
    var check = false
    /// Upload to a server that lost a space.
    var refill = false
    /// When photos come here; nil for what is remembered.
    var photos: PhotoWish?
    /// The server's refusals of photos, by their space: they are not sent.
    var refusals: [SpaceID: ProtocolError] = [:]

    /// Syncs, and closes the connection.
    ///
    /// - Returns: What became of it; what the server refused is a part of that.
    /// - Throws: ``ReplicaError``.
    func run() async throws -> SyncResult {
        var outcomes: [SpaceOutcome]
        let before: [SpaceSummary]
        let erased: Set<EntityID>
        do {
            before = try replica.spaces(countsPeople: false)
            erased = Set(try replica.peopleErasedByOthers())
            outcomes = try await syncAll()
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        // What could not be scrubbed now, because another kith reads, is scrubbed another time.
        if !check { _ = try? replica.scrub() }
        let after = try replica.spaces(countsPeople: false)
        if !check { outcomes += Self.outcomes(ofLeft: after) }
        if outcomes.contains(where: \.isWithheld) {
            let unsent = try replica.unsentChanges()
            for index in outcomes.indices where outcomes[index].isWithheld {
                outcomes[index].unsent = unsent.first { $0.space == outcomes[index].space.name }
            }
        }
        return SyncResult(
            outcomes: outcomes, news: MembershipNews(before: before, after: after),
            conflictCount: try replica.conflictCount(),
            erasedCount: Set(try replica.peopleErasedByOthers()).subtracting(erased).count)
    }

    /// Syncs the personal space, asks for the list of spaces when it changed, then syncs the others.
    private func syncAll() async throws -> [SpaceOutcome] {
        var outcomes: [SpaceOutcome] = []
        for space in try replica.spaces(countsPeople: false) where space.isPersonal {
            outcomes.append(try await sync(space))
        }
        // What stops the personal space, an unreachable server above all, stops the others too; but a space
        // that the server lost waits alone for the decision of its owner.
        guard let report = outcomes.first?.report, !report.hasFailed || report.isLost else {
            return outcomes
        }
        if !check, !report.hasFailed, try !replica.knowsSpaces(of: report.spacesTag) {
            try replica.update(try await client.spaces().spaces, tag: report.spacesTag)
        }
        for space in try replica.spaces(countsPeople: false)
        where !space.isPersonal && !space.role.rawValue.isEmpty {
            outcomes.append(try await sync(space))
        }
        return try await syncAlbums(of: outcomes)
    }

    /// Pictures come after everything else: the cards are of use without them.
    private func syncAlbums(of outcomes: [SpaceOutcome]) async throws -> [SpaceOutcome] {
        var albums = AlbumSync(
            replica: replica, client: client, wish: try photos ?? replica.photoWish())
        albums.options.checkOnly = check
        var outcomes = outcomes
        for index in outcomes.indices where !outcomes[index].report.hasFailed {
            // The space tells that the server is no emptied one: an album it lost is uploaded.
            albums.options.refill = refill || outcomes[index].report.isEqual
            albums.options.refusal = refusals[outcomes[index].space.id]
            outcomes[index].photos = try await albums.run(
                outcomes[index].space, until: outcomes[index].report.album)
        }
        return outcomes
    }

    private func sync(_ space: SpaceSummary) async throws -> SpaceOutcome {
        var options = SyncOptions()
        options.checkOnly = check
        options.refill = refill
        let session = SyncSession(
            store: try replica.store(of: space.id),
            transport: HTTPSyncTransport(client, space: space.id), options: options)
        var bar = ProgressBar("Syncing \(TerminalText.visible(space.name))")
        let report = try await session.run { report in
            bar.show(nil, "\(report.pushedChanges) sent, \(report.pulledChanges) received")
        }
        bar.finish()
        if !check, space.isPersonal { try note(report) }
        if !check, report.isLost || !report.hasFailed {
            try replica.note(isLost: report.isLost, space.id)
        }
        if !check, report.isEqual {
            let now = Int64(clamping: ReplicaEnvironment.system.wallMilliseconds())
            let offset = report.serverMilliseconds.map { Int64(clamping: $0) - now }
            try replica.noteSync(of: space.id, offsetMilliseconds: offset)
        }
        return SpaceOutcome(space: space, report: report)
    }

    /// Remembers whether the server still lets this machine in; one that is away says nothing of it.
    private func note(_ report: SyncReport) throws {
        switch report.ending {
        case .failed(let error) where error.kind == .unauthorized:
            try replica.note(isRefused: true)
        case .failed: break
        default: try replica.note(isRefused: false)
        }
    }

    /// Spaces that the user is no member of any more, where something was never sent.
    private static func outcomes(ofLeft spaces: [SpaceSummary]) -> [SpaceOutcome] {
        spaces.filter { $0.role.rawValue.isEmpty && $0.unsentChanges > 0 }.map { space in
            var report = SyncReport()
            report.ending = .withheld(space.unsentChanges)
            return SpaceOutcome(space: space, report: report)
        }
    }
}
