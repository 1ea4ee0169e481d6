import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// Edits as the log takes them: photos without their pictures, which go into the album (PHOTO-8).
struct PartedEdits {
    private(set) var edits: [CellEdit]
    /// The pictures that the lines name.
    private(set) var named: Set<ContentDigest> = []
    /// Those of them that came in the lines; the others were apart already.
    private(set) var pictures: [ContentDigest: [UInt8]] = [:]

    /// Takes the pictures out of the lines of edits.
    init(_ edits: [CellEdit], using digest: DigestFunction) {
        self.edits = edits
        for (index, edit) in edits.enumerated() where edit.cell.field == .line {
            guard edit.verb == .put else { continue }
            if let hash = CardLine.pictureHash(inValue: edit.value) {
                named.insert(hash)
            } else if edit.value.count > PartedLine.minimumPictureBytes,
                let line = CardLine(element: edit.cell.element, value: edit.value),
                let (line, hash, picture) = line.parted(using: digest)
            {
                self.edits[index] = .put(line.value, in: edit.cell, of: edit.kind)
                named.insert(hash)
                pictures[hash] = picture
            }
        }
    }
}

extension Replica {
    /// The edits without their pictures, which are in the album of the space afterwards.
    ///
    /// - Throws: What ``putPictures(of:intoAlbumOf:_:)`` throws.
    func parted(
        _ edits: [CellEdit], into space: SpaceRow, _ session: Session
    ) throws -> [CellEdit] {
        let parted = PartedEdits(edits, using: environment.digest)
        try putPictures(of: parted, intoAlbumOf: space, session)
        return parted.edits
    }

    /// Puts the pictures of edits into the album of the space that the edits go into.
    ///
    /// Each is a transaction of its own; none is written that the album has. They are not part of
    /// the command that undo takes back: others may use them by then.
    ///
    /// - Parameters:
    ///   - edits: Of which the lines go into the log.
    ///   - space: Where.
    ///   - session: The one connection that writes.
    /// - Throws: ``ProtocolError`` when a picture is over a limit, or what the storage throws.
    func putPictures(of edits: PartedEdits, intoAlbumOf space: SpaceRow, _ session: Session) throws
    {
        guard !edits.named.isEmpty, space.role.mayWrite else { return }
        let digest = environment.digest
        let album = try session.makeAlbum(
            of: space, replica: ReplicaID(value: environment.random128()), using: digest)
        var missing: [CellEdit] = []
        for hash in edits.named.sorted(by: { $0.leading128 < $1.leading128 })
        where try !session.hasPicture(hash, inAlbum: album.id) {
            // One that is not here cannot be handed on; whoever has it does.
            guard let picture = try edits.pictures[hash] ?? session.picture(hash) else {
                continue
            }
            let cell = CellAddress(entity: EntityID(derivedFrom: hash), field: .bytes)
            missing.append(.put(picture, in: cell, of: .picture))
        }
        guard !missing.isEmpty else { return }
        let log = try SpaceLog(session, space: album.logSpace, keepsNewHeads: true)
        for edit in missing { _ = try append([edit], to: log, session: session) }
        try Projector(session, using: digest).project(log)
    }
}
