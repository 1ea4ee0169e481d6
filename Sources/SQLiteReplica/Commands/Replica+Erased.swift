package import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// Somebody whose card others erased, as far as the reader wrote something down: that is the reader's own.
package struct ErasedPerson: Hashable, Sendable {
    package let id: EntityID
    /// When the card was erased, Unix milliseconds.
    package let atMilliseconds: UInt64
    /// The names of the spaces whose card was erased.
    package let spaces: [String]
    /// The name of the attention tier; empty without one.
    package let tier: String
    /// The reader's words about the person, beside the tier.
    package let said: Item
    /// By time.
    package let notes: [PrivateNote]
}

/// Those whom others erased, and what the reader wrote down of them.
extension Replica {
    /// Those whom others erased, and of whom the reader wrote something down: they are in no list.
    ///
    /// - Complexity: Reads what was ever erased, not those who are there.
    /// - Returns: Their ids, in order.
    /// - Throws: ``ReplicaError``.
    package func peopleErasedByOthers() throws -> [EntityID] {
        try database.read { try $0.peopleErasedByOthers() }
    }

    /// The one whom others erased and whose id begins so; nil for nobody, and for several.
    ///
    /// - Throws: ``ReplicaError``.
    package func erasedByOthers(beginningWith digits: String) throws -> EntityID? {
        let digits = digits.lowercased()
        guard (4...32).contains(digits.utf8.count),
            digits.allSatisfy({ "0123456789abcdef".contains($0) })
        else { return nil }
        let found = try peopleErasedByOthers().filter { $0.description.hasPrefix(digits) }
        return found.count == 1 ? found.first : nil
    }

    /// The remains of somebody whom others erased.
    ///
    /// - Parameter person: Of ``peopleErasedByOthers()``.
    /// - Returns: All but the items, which name the person by the id as before.
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func rest(ofErased person: EntityID) throws -> ErasedPerson {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            let snapshot = try session.snapshot(ofRow: row, entity: person)
            let personal = try session.personalSpace().id
            var said = Item(id: person, kind: .person)
            for field in ItemCatalogue.overlay {
                let heads = snapshot.heads(of: field.name, in: personal)
                guard let shown = CellReading(heads: heads).shown else { continue }
                said.put(shown.value, in: field.name, .register)
            }
            let tier = CellReading(heads: snapshot.heads(of: .tier, in: personal)).shown
            let purges = snapshot.cells.filter { $0.cell.field == .life }.flatMap { cell in
                cell.heads.filter { $0.verb == .purge }.map {
                    (space: cell.space, at: $0.timestamp.milliseconds)
                }
            }
            let erasedIn = Set(purges.map(\.space))
            return ErasedPerson(
                id: person, atMilliseconds: purges.map(\.at).max() ?? 0,
                spaces: try session.spaces().filter { erasedIn.contains($0.id) }.map(\.name),
                tier: tier.map { String(decoding: $0.value, as: UTF8.self) } ?? "", said: said,
                notes: try session.notes(about: person))
        }
    }

    /// Gives somebody whom others erased a card of the reader's own: what was written down is seen with it.
    ///
    /// The id stays, and what others erased stays erased. Two machines that give the same name write
    /// the same card.
    ///
    /// - Parameters:
    ///   - person: Of ``peopleErasedByOthers()``.
    ///   - name: How the person is called; not empty.
    /// - Throws: ``ReplicaError``.
    package func restore(erased person: EntityID, named name: String) throws {
        try perform("restore") { session in
            let kind = try session.row(of: person).flatMap {
                try session.snapshot(ofRow: $0, entity: person).kind
            }
            let new = Card.new(
                uid: person.value, kind: kind == .organisation ? .organisation : .person,
                fullName: name, using: environment.digest)
            let card = Card(entity: person, kind: new.kind, lines: new.lines)
            return [SpaceEdits(try session.personalSpace(), card.creationEdits)]
        }
    }
}

extension Session {
    /// As ``Replica/peopleErasedByOthers()``.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func peopleErasedByOthers() throws -> [EntityID] {
        let said = FieldCatalogue.rows.filter { row in
            row.home == .personal && row.kinds.contains(.person)
        }.map { "'\($0.field.rawValue)'" }.joined(separator: ", ")
        let candidates = try statement(
            """
            SELECT uuid FROM entity WHERE id IN (SELECT entity FROM purged)
                AND NOT EXISTS (SELECT 1 FROM person WHERE entity = entity.id)
                AND NOT EXISTS (SELECT 1 FROM item WHERE entity = entity.id)
                AND (EXISTS (SELECT 1 FROM note WHERE about = uuid)
                    OR EXISTS (SELECT 1 FROM item_link WHERE other = uuid)
                    OR EXISTS (SELECT 1 FROM head JOIN field ON field.id = head.field
                        JOIN author ON author.id = head.author
                        JOIN space ON space.id = author.space
                        WHERE head.entity = entity.id AND personal AND verb = ?
                            AND field.name IN (\(said))))
            ORDER BY uuid
            """
        ).all(.integer(Int64(Verb.put.rawValue))) { try $0.id(0) as EntityID }
        return try candidates.filter { entity in
            guard let row = try row(of: entity) else { return false }
            // An item that was erased may be named too, and has fields of such names.
            if let kind = try snapshot(ofRow: row, entity: entity).kind,
                !FieldCatalogue.cards.contains(kind)
            {
                return false
            }
            // With another card of the person it is all to be seen.
            return try !members(of: row).contains { member in
                try statement("SELECT 1 FROM person WHERE entity = ?")
                    .first(.integer(member)) { _ in true } ?? false
            }
        }
    }
}
