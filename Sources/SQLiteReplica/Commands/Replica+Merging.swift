package import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// Several cards of one person: an alias says so, and taking it away undoes it.
extension Replica {
    /// Says that a card is another card of a person.
    ///
    /// Nothing of either card is rewritten. The alias lies where both cards live; when they live
    /// in different spaces, in the personal one, for the reader alone.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when they are one already, or another
    ///   ``ReplicaError``.
    package func merge(_ other: EntityID, into person: EntityID) throws {
        try merge([(other, person)])
    }

    /// Says of many cards whose other cards they are, as one command.
    ///
    /// - Throws: ``ReplicaError``, as for one; nothing is merged then.
    package func merge(_ pairs: [(other: EntityID, person: EntityID)]) throws {
        try perform("merge") { session in
            let personal = try session.personalSpace()
            return try pairs.map { pair in
                let kept = try session.cards(ofPerson: pair.person)
                let merged = try session.cards(ofPerson: pair.other)
                let keptIDs = Set(kept.members.map(\.card.entity))
                guard let first = merged.members.first, !keptIDs.contains(first.card.entity) else {
                    throw ReplicaError.invalid(what: "merge", reason: "both are one person already")
                }
                let isTogether = kept.members.first?.home.id == first.home.id
                let space = isTogether && first.home.role.mayWrite ? first.home : personal
                let cell = CellAddress(entity: first.card.entity, field: .alias)
                return SpaceEdits(
                    space, [.put(kept.card.entity.bytes, in: cell, of: first.card.kind)])
            }
        }
    }

    /// Whether two people have the same address or number: a cheap sign that somebody may be there twice.
    ///
    /// - Throws: ``ReplicaError``.
    package func sharesAddresses() throws -> Bool {
        try database.read { session in
            try session.statement(
                """
                SELECT 1 FROM contact_value WHERE kind IN ('email', 'phone')
                GROUP BY kind, value HAVING count(*) > 1 LIMIT 1
                """
            ).first { _ in true } ?? false
        }
    }

    /// Takes the cards of a person apart again.
    ///
    /// - Returns: The people that they are afterwards.
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when there is one card only, or another
    ///   ``ReplicaError``.
    package func unmerge(_ person: EntityID) throws -> [EntityID] {
        var parts: [EntityID] = []
        try perform("unmerge") { session in
            let ids = try session.cards(of: person).filter(session.hasCard)
            guard ids.count > 1 else {
                throw ReplicaError.invalid(
                    what: "Nothing to take apart", reason: "this person has one card only")
            }
            parts = ids
            return try ids.flatMap { id -> [SpaceEdits] in
                guard let row = try session.row(of: id) else { return [] }
                let snapshot = try session.snapshot(ofRow: row, entity: id)
                return try snapshot.cells.filter { $0.cell.field == .alias && !$0.heads.isEmpty }
                    .map { cell in
                        SpaceEdits(
                            try session.space(inRow: cell.space),
                            [.remove(cell.cell, of: snapshot.kind ?? .person)])
                    }
            }
        }
        return parts
    }

    /// The cards of a person as they are by themselves, the one that stands for all first.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    package func cards(of person: EntityID) throws -> [Card] {
        try database.read { try $0.cards(ofPerson: person).members.map(\.card) }
    }
}

extension Session {
    /// Whether a card is there, in the trash too; of one that others erased there is none.
    fileprivate func hasCard(_ id: EntityID) throws -> Bool {
        guard let row = try row(of: id) else { return false }
        return try !snapshot(ofRow: row, entity: id, hasPictures: false).spacesWithCard.isEmpty
    }
}
