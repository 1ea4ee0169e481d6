import ArgumentParser
import ChangeLog
import ContactModel
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// Brings the pictures of photos to where they are wanted, after everything else.
struct AlbumSync {
    let replica: Replica
    let client: ServerClient
    let wish: PhotoWish
    var options = SyncOptions()

    /// Syncs the album of a space.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - cursor: Where the album ends on the server, as the reply about the space said.
    /// - Returns: Nil when there was nothing to do.
    /// - Throws: ``ReplicaError``.
    func run(_ space: SpaceSummary, until cursor: SyncCursor?) async throws -> SyncReport? {
        let known = try replica.album(of: space.id)
        let decision = AlbumDecision(server: cursor, known: known?.facts, wish: wish)
        let isChecked =
            options.checkOnly && wish == .always && (cursor ?? known?.facts.server?.cursor) != nil
        guard decision != .nothing || isChecked else { return nil }
        guard let album = try known ?? made(of: space) else {
            var report = SyncReport()
            report.ending = .apart(missingHere: cursor?.position ?? 0, missingThere: 0)
            return report
        }
        var options = options
        options.pushOnly = decision == .push
        if options.pushOnly, let refusal = options.refusal {
            var report = SyncReport()
            report.ending = .failed(refusal)
            return report
        }
        return try await sync(album, of: space, options)
    }

    private func sync(
        _ album: (id: SpaceID, store: SpaceStore, facts: ReplicaFacts), of space: SpaceSummary,
        _ options: SyncOptions
    ) async throws -> SyncReport {
        let session = SyncSession(
            store: album.store, transport: HTTPSyncTransport(client, space: album.id),
            options: options)
        var bar = ProgressBar("Photos of \(TerminalText.visible(space.name))")
        let report = try await session.run { report in
            bar.show(nil, "\(report.pushedChanges) sent, \(report.pulledChanges) received")
        }
        bar.finish()
        return report
    }

    /// The album, made when this machine has not heard of it; nil when nothing may be written.
    private func made(
        of space: SpaceSummary
    ) throws -> (id: SpaceID, store: SpaceStore, facts: ReplicaFacts)? {
        guard !options.checkOnly else { return nil }
        try replica.makeAlbum(of: space.id)
        return try replica.album(of: space.id)
    }

    /// Fetches every picture that is not here, when this machine has joined a server.
    ///
    /// - Returns: What stood in the way; nil when nothing did.
    /// - Throws: ``ReplicaError``.
    static func fetchAll() async throws -> CommandError? {
        let replica = try Replica.writing()
        guard let enrolment = try replica.enrolment() else {
            return CommandError(
                exit: .unreachable, sentence: "this machine has not joined a server")
        }
        let client: ServerClient
        do {
            client = try ServerClient(to: enrolment, of: replica, allowsPlainHTTP: false)
        } catch let error as ServerAddressError {
            return CommandError(exit: .unreachable, sentence: error.sentence)
        }
        var problem: CommandError?
        do {
            let albums = AlbumSync(replica: replica, client: client, wish: .always)
            for space in try replica.spaces(countsPeople: false) where !space.role.rawValue.isEmpty
            {
                // Without the reply about the space: the album is asked for itself.
                guard let album = try albums.made(of: space) else { continue }
                let report = try await albums.sync(album, of: space, albums.options)
                guard case .failed(let error) = report.ending else { continue }
                problem = problem ?? CommandError(exit: KithExit(error), sentence: error.sentence)
                if error.kind == .unauthorized { try replica.note(isRefused: true) }
            }
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        return problem
    }

    /// Why a photo cannot be had, and what helps.
    static func away(_ name: String, _ problem: CommandError?) -> CommandError {
        CommandError(
            exit: problem?.exit ?? .data,
            sentence: "The photo of \(name) is not on this machine yet"
                + (problem.map { ", and cannot be fetched: \($0.sentence)" } ?? ".")
                + (problem == nil
                    ? " The machine that has it sends it with its next `kith sync`; `kith photo remove` "
                        + "takes it off the card." : ""))
    }
}

extension PhotoWish: ExpressibleByArgument {}
