import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog

/// A folder that mirrors a space.
struct VDirRow {
    let id: Int64
    let path: String
    let space: SpaceID
    /// Up to where the logs were mirrored when nothing was left to do; nil when something was.
    let mark: VDirMark?
}

/// The row of a vdir's file, without its bytes.
struct VDirFileRow {
    var name: String
    let entity: EntityID
    var stamp: VDirStamp
    /// Whether the file is still to be written.
    var isPending: Bool
    /// Whether it was of somebody who was erased: what it said is not here.
    var isErased = false
}

extension Session {
    /// The linked folders, by path.
    ///
    /// - Throws: `DatabaseError`.
    func vdirs() throws -> [VDirRow] {
        try statement("SELECT id, path, space, seen FROM vdir ORDER BY path").all {
            VDirRow(
                id: $0.integer(0), path: $0.text(1), space: try $0.id(2),
                mark: VDirMark(bytes: $0.blob(3)))
        }
    }

    /// The files of a folder as they were last mirrored, by name.
    ///
    /// - Throws: `DatabaseError`.
    func vdirFiles(of vdir: Int64) throws -> [VDirFileRow] {
        try statement(
            """
            SELECT name, entity, inode, size, modified, changed, pending, bytes = x''
            FROM vdir_file
            WHERE vdir = ? ORDER BY name
            """
        ).all(.integer(vdir)) { row in
            var stamp = VDirStamp()
            stamp.inode = row.integer(2)
            stamp.size = row.integer(3)
            stamp.modified = row.integer(4)
            stamp.changed = row.integer(5)
            return VDirFileRow(
                name: row.text(0), entity: try row.id(1), stamp: stamp,
                isPending: row.integer(6) == 1, isErased: row.integer(7) == 1)
        }
    }

    /// The state of a file when it was last mirrored.
    ///
    /// - Throws: `DatabaseError`.
    func mirrored(_ name: String, of vdir: Int64) throws -> MirroredCard? {
        try statement("SELECT bytes, elements FROM vdir_file WHERE vdir = ? AND name = ?")
            .first(.integer(vdir), .text(name)) {
                MirroredCard(bytes: $0.blob(0), elements: $0.blob(1))
            } ?? nil
    }

    /// The bytes of a file when it was last mirrored.
    ///
    /// - Throws: `DatabaseError`.
    func mirroredBytes(of name: String, in vdir: Int64) throws -> [UInt8]? {
        try statement("SELECT bytes FROM vdir_file WHERE vdir = ? AND name = ?")
            .first(.integer(vdir), .text(name)) { $0.blob(0) }
    }

    /// Keeps what a file is now.
    ///
    /// - Throws: `DatabaseError`.
    func keep(_ file: VDirFileRow, _ mirrored: MirroredCard, of vdir: Int64) throws {
        try statement(
            """
            INSERT OR REPLACE INTO vdir_file
                (vdir, name, entity, bytes, elements, inode, size, modified, changed, pending)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(vdir), .text(file.name), .id(file.entity), .blob(mirrored.bytes),
            .blob(mirrored.elements), .integer(file.stamp.inode), .integer(file.stamp.size),
            .integer(file.stamp.modified), .integer(file.stamp.changed),
            .integer(file.isPending ? 1 : 0))
    }

    /// Notes that a file is as it was, under another stamp.
    ///
    /// - Throws: `DatabaseError`.
    func keepStamp(_ file: VDirFileRow, of vdir: Int64) throws {
        try statement(
            """
            UPDATE vdir_file SET inode = ?, size = ?, modified = ?, changed = ?, pending = ?
            WHERE vdir = ? AND name = ?
            """
        ).run(
            .integer(file.stamp.inode), .integer(file.stamp.size), .integer(file.stamp.modified),
            .integer(file.stamp.changed), .integer(file.isPending ? 1 : 0), .integer(vdir),
            .text(file.name))
    }

    /// Forgets a file.
    ///
    /// - Throws: `DatabaseError`.
    func forgetFile(_ name: String, of vdir: Int64) throws {
        try statement("DELETE FROM vdir_file WHERE vdir = ? AND name = ?")
            .run(.integer(vdir), .text(name))
    }

    /// A person as a file of a vdir has to show them.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func vdirPerson(_ entity: EntityID, in space: SpaceRow) throws -> VDirDecision.Person {
        guard let row = try row(of: entity) else { return .unknown }
        let life = try statement("SELECT life FROM person WHERE entity = ?")
            .first(.integer(row)) { $0.integer(0) }
        guard let life else { return .unknown }
        let cards = try folderCards(of: entity, in: space)
        let card = cards.inOneVersion.card
        guard !card.lines.isEmpty else { return .unknown }
        if !space.isPersonal, let member = cards.members.first {
            return member.snapshot.life(in: space.id).isVisible ? .alive(card) : .trashed(card)
        }
        switch life {
        case PersonRow.trashed: return .trashed(card)
        case PersonRow.merged: return .merged(card)
        default: return .alive(card)
        }
    }

    /// The cards behind a file of a folder: all of a person's in one's own folder, in a team's the
    /// team's card alone.
    ///
    /// Others may read a team's folder: neither my own card of the person nor whom I merged is
    /// theirs to know.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    func folderCards(of entity: EntityID, in space: SpaceRow) throws -> PersonCards {
        guard !space.isPersonal else { return try cards(ofPerson: entity) }
        guard let row = try row(of: entity) else { throw ReplicaError.unknownPerson }
        let snapshot = try snapshot(ofRow: row, entity: entity)
        let card = snapshot.card(in: space.id, kind: snapshot.kind ?? .person)
        return PersonCards(
            members: [PersonCards.Member(snapshot: snapshot, home: space, card: card)], merge: nil)
    }

    /// The card that a file never mirrored is compared with and joined to; nil for somebody new.
    ///
    /// In one's own folder a file stands for all cards of a person: the lines of the others are no
    /// news of the first.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func joinedCard(
        _ entity: EntityID, in home: SpaceRow, ofFolderOf space: SpaceRow
    ) throws -> ExistingCard? {
        guard let own = try existingCard(entity, in: home) else { return nil }
        guard home.isPersonal, space.isPersonal else { return own }
        let cards = try cards(ofPerson: entity)
        guard cards.merge != nil, cards.card.entity == entity else { return own }
        let others = cards.members.map { $0.snapshot.lineElements(in: $0.home.id) }
        return ExistingCard(
            card: cards.inOneVersion.card,
            elementsWithHistory: others.reduce(own.elementsWithHistory) {
                $0.union($1.all.subtracting($1.withdrawn))
            },
            isTrashed: own.isTrashed)
    }

    /// Who may have a file in the folder of a space, in the order in which their cards were made.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func folderPeople(in space: SpaceRow) throws -> [EntityID] {
        let condition =
            space.isPersonal
            ? "person.space = ? AND \(PersonRow.hasCard)"
            : """
            person.entity IN (
                SELECT head.entity FROM head JOIN author ON author.id = head.author
                JOIN field ON field.id = head.field
                WHERE author.space = ? AND field.name = 'line')
            """
        return try statement(
            """
            SELECT uuid FROM person JOIN entity ON entity.id = person.entity
            WHERE \(condition) ORDER BY created
            """
        ).all(.integer(space.id)) { try $0.id(0) }
    }
}
