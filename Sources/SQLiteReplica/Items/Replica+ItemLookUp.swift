package import ChangeLog
package import ContactModel
import SQLiteLog

/// One item, or those that what somebody typed could mean.
extension Replica {
    /// One item; nil when there is none of that id.
    ///
    /// - Throws: ``ReplicaError``.
    package func item(_ id: EntityID) throws -> Item? {
        try database.read { try $0.item(id) }
    }

    /// The item as it was before it was dropped; nil when nothing of it is left, or never was here.
    ///
    /// - Throws: ``ReplicaError``.
    package func droppedItem(_ id: EntityID) throws -> Item? {
        try database.read { session in
            guard let row = try session.row(of: id) else { return nil }
            let snapshot = try session.snapshot(ofRow: row, entity: id, hasPictures: false)
            guard let schema = snapshot.kind.flatMap(ItemCatalogue.schema(of:)) else { return nil }
            let item = Item(snapshot, schema, in: try session.personalSpace().id)
            return item.cells.isEmpty ? nil : item
        }
    }

    /// The items whose id ends with some hexadecimal digits, at least four.
    ///
    /// - Throws: ``ReplicaError``.
    package func items(endingWith digits: String) throws -> [Item] {
        guard (4...32).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return [] }
        // A whole id has an index; the end of one has none.
        if let id = EntityID(hexadecimal: digits) {
            return try item(id).map { [$0] } ?? []
        }
        return try database.read { session in
            try session.items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE substr(lower(hex(uuid)), -length(?1)) = ?1 LIMIT 100
                """, [.text(digits)])
        }
    }

    /// The latest touches, the last one first.
    ///
    /// - Throws: ``ReplicaError``.
    package func latestTouches(_ count: Int) throws -> [Item] {
        try database.read { session in
            try session.items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE kind = 'touch' ORDER BY at DESC, uuid DESC LIMIT ?
                """, [.integer(Int64(count))])
        }
    }
}
