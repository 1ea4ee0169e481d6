import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// Adds the pictures that go with the cards of a plan, unless somebody else's line names them
    /// too (PHOTO-9).
    ///
    /// - Parameters:
    ///   - cards: All that are erased.
    ///   - plan: Knows already in which spaces they are.
    /// - Throws: ``ReplicaError``.
    func addPictures(of cards: Set<EntityID>, to plan: inout PurgePlan) throws {
        let rows = Set(try cards.compactMap { try row(of: $0) })
        var named: [Int64: Set<ContentDigest>] = [:]
        for row in rows {
            let snapshot = try snapshot(ofRow: row, entity: try entity(inRow: row))
            for cell in snapshot.cells
            where cell.cell.field == .line && plan.edits[cell.space] != nil {
                // A small picture stands in the line and goes with it.
                let shown = CellReading(heads: cell.heads).shown.flatMap {
                    CardLine(element: cell.cell.element, value: $0.value)
                }
                if let shown, shown.parted == nil, Self.hasPicture(shown) { plan.photoCount += 1 }
                for change in try ancestry(of: cell) {
                    guard let hash = CardLine.pictureHash(inValue: change.value) else { continue }
                    named[cell.space, default: []].insert(hash)
                }
            }
        }
        for (space, hashes) in named {
            guard let album = try album(of: space) else { continue }
            for hash in hashes.sorted(by: { $0.leading128 < $1.leading128 })
            where try hasPicture(hash, inAlbum: album.id) && !isNamed(hash, in: space, beside: rows)
            {
                let picture = EntityID(derivedFrom: hash)
                plan.edits[album.id, default: []].append(.purge(picture, of: .picture))
                plan.photoCount += 1
            }
        }
    }

    private static func hasPicture(_ line: CardLine) -> Bool {
        let content = ContentLine(raw: line.raw)
        guard content.name == "PHOTO", case .bytes = PhotoContent(content) else { return false }
        return true
    }

    /// Whether the line of another card names a picture.
    private func isNamed(
        _ hash: ContentDigest, in space: Int64, beside rows: Set<Int64>
    ) throws -> Bool {
        try statement("SELECT entity FROM named_picture WHERE hash = ? AND space = ?")
            .all(.blob(hash.bytes), .integer(space)) { $0.integer(0) }
            .contains { !rows.contains($0) }
    }
}
