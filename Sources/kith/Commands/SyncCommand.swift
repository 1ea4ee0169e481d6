import ArgumentParser
import ChangeLog
import ContactFormats
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// `kith sync`.
struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Reconcile with the server, both ways, in every space.",
        discussion: """
            Exit code 0 says that both sides hold the same; 4 that the server could not be \
            reached (your changes are kept); 3 that a decision is yours. Photos come last; --photos \
            asked leaves those of others on the server until `kith photo get` asks for one.

            Examples:
              kith sync
              kith sync --check     compare only, change nothing
              kith sync --refill    upload to a server that lost a space
              kith sync --photos asked    a small machine that does without most photos
            """)

    @Flag(name: .long, help: "Compare only; change nothing on either side.")
    var check = false

    @Flag(name: .long, help: "Upload everything to a server that lost a space.")
    var refill = false

    @Option(name: .long, help: "When photos come here: always, or asked; remembered.")
    var photos: PhotoWish?

    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let replica = check ? try Replica.reading() : try Replica.writing()
        guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
        let client = try ServerClient(to: enrolment, of: replica, allowsPlainHTTP: insecure)
        if let photos, !check { try replica.setPhotoWish(photos) }
        var outcomes: [SpaceOutcome]
        let before = try replica.spaces(countsPeople: false)
        do {
            outcomes = try await syncAll(replica, client)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        // What could not be scrubbed now, because another kith reads, is scrubbed another time.
        if !check { _ = try? replica.scrub() }
        let after = try replica.spaces(countsPeople: false)
        if !check { outcomes += Self.outcomes(ofLeft: after) }
        report(
            outcomes, MembershipNews(before: before, after: after), try replica.conflictCount(),
            try outcomes.contains(where: \.isWithheld) ? replica.unsentChanges() : [])
        if let exit = outcomes.map(\.exit).max(by: { $0.rawValue < $1.rawValue }), exit != .success
        {
            throw exit
        }
    }

    /// Syncs the personal space, asks for the list of spaces when it changed, then syncs the others.
    private func syncAll(
        _ replica: Replica, _ client: ServerClient
    ) async throws -> [SpaceOutcome] {
        var outcomes: [SpaceOutcome] = []
        for space in try replica.spaces(countsPeople: false) where space.isPersonal {
            outcomes.append(try await sync(space, replica, client))
        }
        // What stops the personal space, an unreachable server above all, stops the others too.
        guard let report = outcomes.first?.report, !report.hasFailed else { return outcomes }
        if !check, try !replica.knowsSpaces(of: report.spacesTag) {
            try replica.update(try await client.spaces().spaces, tag: report.spacesTag)
        }
        for space in try replica.spaces(countsPeople: false)
        where !space.isPersonal && !space.role.rawValue.isEmpty {
            outcomes.append(try await sync(space, replica, client))
        }
        return try await syncAlbums(of: outcomes, replica, client)
    }

    /// Pictures come after everything else: the cards are of use without them.
    private func syncAlbums(
        of outcomes: [SpaceOutcome], _ replica: Replica, _ client: ServerClient
    ) async throws -> [SpaceOutcome] {
        var albums = AlbumSync(
            replica: replica, client: client, wish: try photos ?? replica.photoWish())
        albums.options.checkOnly = check
        var outcomes = outcomes
        for index in outcomes.indices where !outcomes[index].report.hasFailed {
            // The space tells that the server is no emptied one: an album it lost is uploaded.
            albums.options.refill = refill || outcomes[index].report.isEqual
            outcomes[index].photos = try await albums.run(
                outcomes[index].space, until: outcomes[index].report.album)
        }
        return outcomes
    }

    private func sync(
        _ space: SpaceSummary, _ replica: Replica, _ client: ServerClient
    ) async throws -> SpaceOutcome {
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
        if !check, report.isEqual {
            let now = Int64(clamping: ReplicaEnvironment.system.wallMilliseconds())
            let offset = report.serverMilliseconds.map { Int64(clamping: $0) - now }
            try replica.noteSync(of: space.id, offsetMilliseconds: offset)
        }
        return SpaceOutcome(space: space, report: report)
    }

    /// Spaces that the user is no member of any more, where something was never sent.
    private static func outcomes(ofLeft spaces: [SpaceSummary]) -> [SpaceOutcome] {
        spaces.filter { $0.role.rawValue.isEmpty && $0.unsentChanges > 0 }.map { space in
            var report = SyncReport()
            report.ending = .withheld(space.unsentChanges)
            return SpaceOutcome(space: space, report: report)
        }
    }

    private func report(
        _ outcomes: [SpaceOutcome], _ news: MembershipNews, _ conflicts: Int,
        _ unsent: [UnsentChanges]
    ) {
        var outcomes = outcomes
        for index in outcomes.indices where outcomes[index].isWithheld {
            outcomes[index].unsent = unsent.first { $0.space == outcomes[index].space.name }
        }
        if output.json {
            JSONOutput.write([
                ("spaces", .array(outcomes.map(\.json))),
                ("conflicts", .integer(Int64(clamping: conflicts))),
                ("joined", .texts(news.joined.map(\.name))),
                ("left", .texts(news.left.map(\.name))),
            ])
            return
        }
        for outcome in outcomes {
            outcome.lines.forEach { Terminal.write($0 + "\n") }
            if let complaint = outcome.complaint { Terminal.complain(complaint) }
        }
        news.lines.forEach { Terminal.write($0 + "\n") }
        if conflicts > 0 { Terminal.write(ConflictText.pointer(conflicts) + "\n") }
    }
}

/// The spaces that the server let this person into, or out of, since the last sync.
struct MembershipNews {
    let joined: [SpaceSummary]
    let left: [SpaceSummary]

    /// Compares what was known before a sync with what is known after it.
    init(before: [SpaceSummary], after: [SpaceSummary]) {
        func members(_ spaces: [SpaceSummary]) -> Set<SpaceID> {
            Set(spaces.filter { !$0.role.rawValue.isEmpty }.map(\.id))
        }
        joined = after.filter { members(after).subtracting(members(before)).contains($0.id) }
        left = after.filter { members(before).subtracting(members(after)).contains($0.id) }
    }

    /// The news, for people.
    var lines: [String] {
        joined.map { "\(TerminalText.visible($0.name)): new for you, as \($0.role.rawValue)." }
            + left.map {
                "\(TerminalText.visible($0.name)): you are no member any more; what is here stays, "
                    + "to read."
            }
    }
}

/// What became of one space.
struct SpaceOutcome {
    let space: SpaceSummary
    let report: SyncReport
    /// What may not be sent; nil when all may.
    var unsent: UnsentChanges?
    /// What was done for its photos; nil when there was nothing to do.
    var photos: SyncReport?

    /// Whether something was kept back that may not be sent.
    var isWithheld: Bool {
        if case .withheld = report.ending { true } else { false }
    }

    /// The exit code that this outcome asks for.
    var exit: KithExit {
        let exits = [report, photos].compactMap { $0 }.map { exit(of: $0) }
        return exits.max { $0.rawValue < $1.rawValue } ?? .success
    }

    private func exit(of report: SyncReport) -> KithExit {
        switch report.ending {
        case .equal, .repaired, .sent: .success
        case .mismatch: .serverInconsistent
        case .apart, .withheld: .decisionNeeded
        case .failed(let error): KithExit(error)
        }
    }

    /// What went wrong; nil when nothing did.
    var complaint: String? {
        complaint(of: report, space.name)
            ?? photos.flatMap { photos in
                if case .failed(let error) = photos.ending, error.kind == .unknownSpace {
                    "\(space.name): this server keeps no photos yet; they stay here until its "
                        + "kithd is as new as this kith."
                } else {
                    complaint(of: photos, "the photos of \(space.name)")
                }
            }
    }

    private func complaint(of report: SyncReport, _ subject: String) -> String? {
        switch report.ending {
        case .failed(let error): "\(subject): \(error.sentence)"
        case .mismatch:
            "\(subject): both sides hold the same changes and say different things; "
                + "`kith doctor` and `kithd doctor` find the damaged side."
        case .withheld(let count):
            "\(subject): "
                + (unsent?.remedy ?? "\(Counted.text(count, "change")) may not be sent.")
        default: nil
        }
    }

    /// What was done, for people.
    var lines: [String] {
        let name = TerminalText.visible(space.name)
        var lines: [String] = []
        switch report.ending {
        case .equal, .sent: lines.append("\(name): \(counts)\(Style.good("equal")).")
        case .repaired: lines.append("\(name): \(counts)repaired here, \(Style.good("equal")).")
        case .apart(let here, let there):
            lines.append(
                "\(name): apart; missing here: \(Counted.text(here, "change")), on the server: \(there)."
            )
        case .mismatch, .failed, .withheld:
            if report.pushedChanges > 0 || report.pulledChanges > 0 {
                lines.append("\(name): \(counts)\(isWithheld ? "up to date" : "not finished").")
            }
        }
        if report.serverWentBackBy > 0 {
            lines.append(
                "\(name): the server went back to an older copy; "
                    + "\(Counted.text(report.serverWentBackBy, "change")) it had lost came back.")
        }
        for reissue in report.reissues {
            lines.append(
                "\(name): this replica was copied or restored, and took a new identity; "
                    + "\(Counted.text(reissue.reissuedChanges, "change")) written again, nothing was "
                    + "lost.")
        }
        if let photos { lines += Self.photoLines(photos, name) }
        return lines
    }

    private static func photoLines(_ report: SyncReport, _ name: String) -> [String] {
        switch report.ending {
        case .apart(let here, let there):
            return ["\(name): photos missing here: \(here), on the server: \(there)."]
        case .sent:
            return [
                "\(name): \(Counted.text(report.pushedChanges, "photo")) sent; those of others come "
                    + "when `kith photo get` asks for one."
            ]
        default:
            guard report.pushedChanges > 0 || report.pulledChanges > 0 else { return [] }
            return [
                "\(name): \(Counted.text(report.pushedChanges, "photo")) sent, "
                    + "\(report.pulledChanges) received."
            ]
        }
    }

    private var counts: String {
        guard report.pushedChanges > 0 || report.pulledChanges > 0 else { return "" }
        return "\(Counted.text(report.pushedChanges, "change")) sent, "
            + "\(report.pulledChanges) received, "
    }

    /// The outcome for programs.
    var json: JSONValue {
        let isFailure = complaint != nil
        return .object([
            ("space", .text(space.name)), ("equal", .bool(report.isEqual)),
            ("sent", .integer(Int64(clamping: report.pushedChanges))),
            ("received", .integer(Int64(clamping: report.pulledChanges))),
            ("requests", .integer(Int64(clamping: report.requestCount))),
            ("photos_sent", .integer(Int64(clamping: photos?.pushedChanges ?? 0))),
            ("photos_received", .integer(Int64(clamping: photos?.pulledChanges ?? 0))),
            ("server_went_back_by", .integer(Int64(clamping: report.serverWentBackBy))),
            ("new_identities", .integer(Int64(clamping: report.reissues.count))),
            ("problem", isFailure ? .optional(complaint) : .null),
        ])
    }
}
