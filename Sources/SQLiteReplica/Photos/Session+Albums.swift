import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// The albums of the spaces, and the pictures in them (PHOTO-1, PHOTO-4).
extension Session {
    /// The album of a space; nil as long as nothing was put into it or heard of it.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func album(of space: Int64) throws -> SpaceRow? {
        try statement("SELECT \(SpaceRow.columns) FROM space WHERE album_of = ?")
            .first(.integer(space)) { try SpaceRow($0) }
    }

    /// The album of a space, made when there is none.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - replica: The author of this machine's changes in a new one.
    ///   - digest: SHA-256.
    /// - Returns: Its row.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func makeAlbum(
        of space: SpaceRow, replica: @autoclosure () -> ReplicaID, using digest: DigestFunction
    ) throws -> SpaceRow {
        if let known = try album(of: space.id) { return known }
        let description = SpaceDescription.album(of: space, using: digest)
        try makeSpace(description, replica: replica(), albumOf: space.id)
        guard let album = try album(of: space.id) else {
            throw ReplicaError.damaged(detail: "an album cannot be made")
        }
        return album
    }

    /// A picture, from whatever album has it; nil when none has.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func picture(_ hash: ContentDigest) throws -> [UInt8]? {
        try statement(
            """
            SELECT author.replica, change.sequence, change.bytes FROM picture
            JOIN change ON change.author = picture.author AND change.sequence = picture.sequence
            JOIN author ON author.id = change.author
            WHERE hash = ? AND change.bytes IS NOT NULL LIMIT 1
            """
        ).first(.blob(hash.bytes)) { row in
            let dot = Dot(replica: try row.id(0), sequence: try row.sequence(1))
            return try Self.decode(row.blob(2), as: dot).change.value
        }
    }

    /// Whether the album in a row has a picture.
    ///
    /// - Throws: `DatabaseError`.
    func hasPicture(_ hash: ContentDigest, inAlbum row: Int64) throws -> Bool {
        try statement("SELECT 1 FROM picture WHERE hash = ? AND space = ?")
            .first(.blob(hash.bytes), .integer(row)) { _ in true } ?? false
    }

    /// The pictures that the lines of cells name, as far as they are here.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func pictures(of cells: [CellSnapshot]) throws -> [ContentDigest: [UInt8]] {
        var pictures: [ContentDigest: [UInt8]] = [:]
        for cell in cells where cell.cell.field == .line {
            for head in cell.heads {
                guard let hash = CardLine.pictureHash(inValue: head.value),
                    pictures[hash] == nil
                else { continue }
                pictures[hash] = try picture(hash)
            }
        }
        return pictures
    }
}

extension SpaceDescription {
    /// An album as a space; its space says what its user may do.
    static func album(of space: SpaceRow, using digest: DigestFunction) -> SpaceDescription {
        SpaceDescription(
            id: space.space.album(using: digest), name: "the photos of \(space.name)",
            role: .owner, isPersonal: false)
    }
}
