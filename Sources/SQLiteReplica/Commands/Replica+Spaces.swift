package import ChangeLog
import SQLiteLog
import SyncEngine
package import SyncProtocol

/// A space as people see it.
package struct SpaceSummary: Hashable, Sendable {
    package let id: SpaceID
    package let name: String
    package let role: Role
    package let isPersonal: Bool
    /// How many changes the server has not acknowledged, those of its photos among them.
    package let unsentChanges: UInt64
    /// How many of them are those of its photos.
    package let unsentPhotos: UInt64
    /// How many people and organisations have a card in it; whom the reader merged is one.
    package let peopleCount: Int
    /// When it last ended a sync, Unix milliseconds; nil when never.
    package let syncedMilliseconds: UInt64?
    /// Whether the server was last found to have lost it, and its owner has not decided yet.
    package let isLost: Bool
}

/// Which server a machine is enrolled with.
package struct Enrolment: Hashable, Sendable {
    package let url: String
    package let user: String
    package let device: String
    /// Certificates that the server may show beyond those the system trusts, PEM; empty without.
    package let certificates: String
}

extension Replica {
    /// The space that a person names, by its name or its id.
    ///
    /// - Throws: ``ReplicaError/unknownSpace(name:)``, or another ``ReplicaError``.
    package func spaceID(named name: String) throws -> SpaceID {
        try database.read { try $0.space(named: name).space }
    }

    /// Every space, the personal one first.
    ///
    /// - Parameter countsPeople: Whether to count who lives in each, which looks at everybody.
    /// - Returns: Without the counts, 0 people each.
    /// - Throws: ``ReplicaError``.
    package func spaces(countsPeople: Bool = true) throws -> [SpaceSummary] {
        try database.read { session in
            try session.spaces().map { row in
                let people =
                    countsPeople
                    ? try session.statement(
                        """
                        SELECT (SELECT count(*) FROM person WHERE space = ?1 AND \(PersonRow.isShown))
                            + (SELECT count(*) FROM contact_value AS held
                                CROSS JOIN person ON person.entity = held.entity
                                WHERE held.kind = 'space' AND value = ?2 AND \(PersonRow.isShown))
                        """
                    ).first(.integer(row.id), .text(String(row.id))) { Int($0.integer(0)) } : 0
                let unsent = try session.unsentCount(in: row.id, maySend: row.role.mayWrite)
                let photos = try session.album(of: row.id).map {
                    try session.unsentCount(in: $0.id, maySend: row.role.mayWrite)
                }
                let synced: UInt64?? = try session.statement(
                    "SELECT synced_at FROM space WHERE id = ?"
                ).first(.integer(row.id)) { $0.isNull(0) ? nil : $0.number(0) }
                return SpaceSummary(
                    id: row.space, name: row.name, role: row.role, isPersonal: row.isPersonal,
                    unsentChanges: unsent &+ (photos ?? 0), unsentPhotos: photos ?? 0,
                    peopleCount: people ?? 0, syncedMilliseconds: synced ?? nil,
                    isLost: try session.setting(SettingKey.lost(row.space)) != nil)
            }
        }
    }

    /// One space's part of the replica, for sync.
    ///
    /// - Throws: ``ReplicaError/unknownSpace(name:)``.
    package func store(of space: SpaceID) throws -> SpaceStore {
        let row = try database.read { session in
            try session.spacesAndAlbums().first { $0.space == space }?.id
        }
        guard let row else { throw ReplicaError.unknownSpace(name: space.description) }
        return SpaceStore(replica: self, row: row)
    }

    /// Which server the machine is enrolled with; nil before `kith join`.
    ///
    /// - Throws: ``ReplicaError``.
    package func enrolment() throws -> Enrolment? {
        try database.read { session in
            guard let url = try session.setting(SettingKey.serverURL) else { return nil }
            return Enrolment(
                url: url, user: try session.setting(SettingKey.user) ?? "",
                device: try session.setting(SettingKey.device) ?? "",
                certificates: try session.setting(SettingKey.certificates) ?? "")
        }
    }

    /// The server that the personal space was synced with; nil before that.
    ///
    /// - Throws: ``ReplicaError``.
    package func knownServer() throws -> ServerID? {
        let personal = try database.read { try $0.personalSpace().space }
        return try store(of: personal).facts().server?.server
    }

    /// Makes the machine one of a user's: what it holds becomes part of the user's personal space.
    ///
    /// The bytes of a change name neither space nor author, so the local log moves as it is; only
    /// its chain hashes are computed anew. The token is the caller's to keep.
    ///
    /// - Parameters:
    ///   - reply: What the server answered.
    ///   - url: Where it is.
    ///   - certificates: Those it may show beyond those the system trusts, PEM.
    /// - Throws: ``ReplicaError/otherUser(known:found:)``, or another ``ReplicaError``.
    package func enrol(_ reply: JoinReply, url: String, certificates: String = "") throws {
        try requireSameUser(reply)
        guard let personal = reply.spaces.first(where: \.isPersonal) else {
            throw ProtocolError(.serverInconsistent, "the user has no personal space")
        }
        try commit { session in
            let local = try session.personalSpace()
            if local.space != personal.id {
                try session.move(local, to: personal, using: environment.digest)
                if let album = try session.album(of: local.id) {
                    let target = SpaceDescription.album(
                        of: try session.personalSpace(), using: environment.digest)
                    try session.move(album, to: target, using: environment.digest)
                }
            }
            try session.set(SettingKey.serverURL, to: url)
            try session.set(SettingKey.certificates, to: certificates)
            try session.set(SettingKey.user, to: reply.user)
            try session.set(SettingKey.device, to: reply.device)
            try session.set(SettingKey.refused, to: nil)
            try update(reply.spaces, session)
            try renameMachine(session)
        }
    }

    /// Refuses to make one user's machine another's: private notes would go to a stranger.
    ///
    /// - Throws: ``ReplicaError/otherUser(known:found:)``, or another ``ReplicaError``.
    package func requireSameUser(_ reply: JoinReply) throws {
        guard let known = try enrolment()?.user, known != reply.user else { return }
        throw ReplicaError.otherUser(known: known, found: reply.user)
    }

    /// Takes over which spaces the server says the user has, and the roles in them.
    ///
    /// A space that the user has left stays readable here; its role becomes empty, and its name says so
    /// when another space is called the same now.
    ///
    /// - Parameters:
    ///   - spaces: The whole list.
    ///   - tag: What the server said of it; the list is asked for again when that changes.
    /// - Throws: ``ReplicaError``.
    package func update(_ spaces: [SpaceDescription], tag: [UInt8]) throws {
        try database.write { session in
            try update(spaces, session)
            try session.set(SettingKey.spacesTag, to: Hexadecimal.encode(tag))
        }
    }

    /// Whether the list of spaces is the one that the server spoke of (SYNC-16).
    ///
    /// - Throws: ``ReplicaError``.
    package func knowsSpaces(of tag: [UInt8]) throws -> Bool {
        try database.read { try $0.setting(SettingKey.spacesTag) } == Hexadecimal.encode(tag)
    }

    /// Remembers whether the server lets this machine in, for what is told without asking it.
    ///
    /// - Throws: ``ReplicaError``.
    package func note(isRefused: Bool) throws {
        let known = try database.read { try $0.setting(SettingKey.refused) }
        guard (known != nil) != isRefused else { return }
        let value = isRefused ? String(environment.wallMilliseconds()) : nil
        try database.write { try $0.set(SettingKey.refused, to: value) }
    }

    /// Remembers whether the server lost a space, for what is told without asking it.
    ///
    /// - Throws: ``ReplicaError``.
    package func note(isLost: Bool, _ space: SpaceID) throws {
        let key = SettingKey.lost(space)
        let known = try database.read { try $0.setting(key) }
        guard (known != nil) != isLost else { return }
        try database.write { try $0.set(key, to: isLost ? "1" : nil) }
    }

    /// When the server first refused this machine; nil as long as it lets it in.
    ///
    /// - Throws: ``ReplicaError``.
    package func refusedMilliseconds() throws -> UInt64? {
        try database.read { try $0.setting(SettingKey.refused).flatMap { UInt64($0) } }
    }

    private func update(_ spaces: [SpaceDescription], _ session: Session) throws {
        for description in spaces {
            let changed = try session.statement(
                "UPDATE space SET name = ?, role = ? WHERE uuid = ?"
            ).run(
                .text(description.name), .text(description.role.rawValue), .id(description.id))
            if changed == 0, !description.isPersonal {
                try session.makeSpace(
                    description, replica: ReplicaID(value: environment.random128()))
            }
        }
        let known = Set(spaces.map(\.id))
        let names = Set(spaces.map(\.name))
        for row in try session.spaces() where !row.isPersonal && !known.contains(row.space) {
            // One made anew under its name is another space.
            let name = names.contains(row.name) ? "\(row.name) (left)" : row.name
            try session.statement("UPDATE space SET role = '', name = ? WHERE id = ?")
                .run(.text(name), .integer(row.id))
        }
    }

    /// The end of a sync is noted again when it is so much later, or the clocks differ by so much
    /// more, than what is noted: an idle sync writes nothing.
    private static let notableMilliseconds: UInt64 = 60_000
    private static let notableDriftMilliseconds: Int64 = 2_000

    /// Notes the end of a sync and what it showed of the clocks.
    ///
    /// - Parameters:
    ///   - space: What was synced.
    ///   - offsetMilliseconds: How far the server's clock is ahead; nil when not measured.
    /// - Throws: ``ReplicaError``.
    package func noteSync(of space: SpaceID, offsetMilliseconds: Int64?) throws {
        let now = environment.wallMilliseconds()
        let known = try database.read { session in
            (
                at: try session.statement("SELECT synced_at FROM space WHERE uuid = ?")
                    .first(.id(space)) { $0.number(0) } ?? 0,
                offset: try session.setting(SettingKey.clockOffset).flatMap { Int64($0) },
                isReportNew: try session.setting(SettingKey.identityReportIsNew) != nil
            )
        }
        // What changes little is not worth a write that has to reach the disk.
        let drift = offsetMilliseconds.map {
            Int64(clamping: ($0 &- (known.offset ?? .max)).magnitude)
        }
        guard
            now >= known.at &+ Self.notableMilliseconds || now < known.at
                || drift ?? 0 > Self.notableDriftMilliseconds || known.isReportNew
        else { return }
        try database.write { session in
            try session.statement("UPDATE space SET synced_at = ? WHERE uuid = ?")
                .run(.number(environment.wallMilliseconds()), .id(space))
            try session.set(SettingKey.identityReportIsNew, to: nil)
            if let offsetMilliseconds {
                try session.set(SettingKey.clockOffset, to: String(offsetMilliseconds))
            }
        }
    }
}

extension Session {
    /// How many changes the server is not known to have; where nothing may be sent, how many it
    /// does not name.
    fileprivate func unsentCount(in space: Int64, maySend: Bool) throws -> UInt64 {
        let memory = try serverMemory(of: space)
        let known = memory?.acknowledged ?? VersionVector()
        let named = maySend ? nil : memory?.named
        return try held(in: space).countBeyond(known.union(named ?? VersionVector()))
    }

    /// Gives a space another id: the logs of its authors stay, their chain hashes follow.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func move(
        _ local: SpaceRow, to target: SpaceDescription, using digest: DigestFunction
    ) throws {
        try statement(
            """
            UPDATE space SET uuid = ?, name = ?, role = ?, server = NULL, epoch = NULL,
                position = NULL, log_hash = NULL, synced_at = NULL WHERE id = ?
            """
        ).run(
            .id(target.id), .text(target.name), .text(target.role.rawValue), .integer(local.id))
        try statement("UPDATE vdir SET space = ? WHERE space = ?")
            .run(.id(target.id), .id(local.space))
        try forgetAcknowledged(in: local.id)
        let authors = try statement("SELECT id, replica FROM author WHERE space = ?")
            .all(.integer(local.id)) { (row: $0.integer(0), replica: try $0.id(1) as ReplicaID) }
        for author in authors {
            try rechain(author.row, author.replica, in: target.id, using: digest)
        }
    }

    private func rechain(
        _ author: Int64, _ replica: ReplicaID, in space: SpaceID, using digest: DigestFunction
    ) throws {
        var chain = ChainHash(seedOf: replica, in: space, using: digest)
        var ends: [(sequence: UInt64, chain: ChainHash)] = []
        try statement(
            """
            SELECT sequence, bytes, erased, chain IS NULL FROM change
            WHERE author = ? ORDER BY sequence
            """
        ).rows(.integer(author)) { row in
            chain = chain.extended(by: try row.content(1).digest(using: digest), using: digest)
            if row.integer(3) == 0 { ends.append((row.number(0), chain)) }
            return true
        }
        for end in ends {
            try statement("UPDATE change SET chain = ? WHERE author = ? AND sequence = ?")
                .run(.blob(end.chain.digest.bytes), .integer(author), .number(end.sequence))
        }
        try statement("UPDATE author SET chain = ? WHERE id = ?")
            .run(.blob(chain.digest.bytes), .integer(author))
    }
}
