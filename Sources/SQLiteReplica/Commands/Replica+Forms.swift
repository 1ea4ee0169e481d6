package import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// Somebody's card as it was shown to be edited, and what its cells said then.
///
/// No lock is held between reading and writing: what others change meanwhile stays.
package struct EditingBasis {
    package let summary: PersonSummary
    let cards: PersonCards
    /// The heads of the cells, by the row of the space.
    let seen: [Int64: Set<Dot>]

    package var card: Card { cards.card }

    /// Checks that edits of the card would be taken at all, before somebody types them.
    ///
    /// - Throws: ``ReplicaError/mayNotWrite(space:)`` when none of the cards may be written.
    package func requireWritable() throws {
        guard let member = cards.members.first,
            cards.members.allSatisfy({ !$0.home.role.mayWrite })
        else { return }
        throw ReplicaError.mayNotWrite(member.home)
    }
}

/// The outcome of edits that were made on an older state.
package struct EditingOutcome: Hashable, Sendable {
    package fileprivate(set) var isChanged = false
    /// Values that were changed meanwhile, here or elsewhere: each is a conflict now.
    package fileprivate(set) var conflictCount = 0
    /// Where the edits went.
    package fileprivate(set) var places = EditPlaces()
}

extension Replica {
    /// Reads somebody's card for editing.
    ///
    /// - Parameters:
    ///   - summary: Whose.
    ///   - space: The name of the space whose card is meant; nil for what is shown.
    /// - Returns: The card, and what its cells said.
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func editingBasis(
        of summary: PersonSummary, in space: String? = nil
    ) throws -> EditingBasis {
        try database.read { session in
            let cards = try session.cards(ofPerson: summary.id, in: space)
            var seen: [Int64: Set<Dot>] = [:]
            for cell in cards.members.lazy.flatMap(\.snapshot.cells) {
                seen[cell.space, default: []].formUnion(cell.heads.map(\.dot))
            }
            return EditingBasis(summary: summary, cards: cards, seen: seen)
        }
    }

    /// Writes edits that were made on an older state.
    ///
    /// A cell that nobody changed meanwhile takes the value. One that somebody changed keeps both
    /// values, as a conflict; a value that was changed meanwhile is not taken away.
    ///
    /// - Parameters:
    ///   - basis: The state that the person saw.
    ///   - edits: Of the cells of its card.
    /// - Returns: What was written.
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when the person is in the trash by now, or
    ///   another ``ReplicaError``.
    package func edit(on basis: EditingBasis, _ edits: [CellEdit]) throws -> EditingOutcome {
        var outcome = EditingOutcome()
        outcome.isChanged = try perform("edit", seen: basis.seen) { session in
            try session.requireAlive(basis)
            return try basis.cards.edits(home: edits).map { part in
                let space = part.space
                var left = part
                left.edits = try part.edits.filter { edit in
                    let moved = try session.heads(of: edit.cell, in: space.id)
                        .filter { basis.seen[space.id]?.contains($0.dot) != true }
                    guard !moved.isEmpty else { return true }
                    guard edit.verb == .put else { return false }
                    if moved.allSatisfy({ $0.verb == .put && $0.value == edit.value }) {
                        return false
                    }
                    outcome.conflictCount += 1
                    return true
                }
                return left
            }
        }
        if outcome.isChanged { outcome.places = basis.cards.places(of: edits) }
        return outcome
    }
}

extension Replica {
    /// Adds somebody new from a form.
    ///
    /// - Parameters:
    ///   - form: What to say; without a full name, the parts of the name are it.
    ///   - kind: A person or an organisation.
    ///   - space: The name of the space; nil for the personal one.
    /// - Returns: The new id.
    /// - Throws: ``FormRefusal``, ``ReplicaError``.
    package func add(
        _ form: PersonForm, kind: EntityKind, space: String?
    ) throws -> EntityID {
        let fullName = form[.fullName].isEmpty ? form.name.composed : form[.fullName]
        guard !fullName.isEmpty else {
            throw FormRefusal(place: .field(.fullName), error: .emptyValue(field: "name"))
        }
        let card = Card.new(
            uid: environment.random128(), kind: kind, fullName: fullName,
            name: form.name.isBlank ? nil : form.name, using: environment.digest)
        let reading = CardFormReading(card)
        var wanted = form
        // What the new card says by itself is not taken away again.
        for field in [.fullName, .organisation] + PersonForm.Field.nameParts
        where form[field].isEmpty
            && (form.name.isBlank || !PersonForm.Field.nameParts.contains(field))
        {
            wanted[field] = reading.form[field]
        }
        var editor = CardEditor(card)
        var random = EnvironmentRandom(environment: environment)
        try editor.apply(from: reading, to: wanted, using: &random)
        let edits = editor.card.creationEdits
        try perform("add") { session in [SpaceEdits(try session.space(named: space), edits)] }
        return card.entity
    }
}

extension Session {
    /// Refuses to edit somebody who went into the trash.
    fileprivate func requireAlive(_ basis: EditingBasis) throws {
        for member in basis.cards.members {
            let entity = member.card.entity
            guard let row = try row(of: entity) else { continue }
            let snapshot = try snapshot(ofRow: row, entity: entity)
            guard snapshot.life(in: member.home.id).isVisible else {
                throw ReplicaError.invalid(
                    what: basis.summary.name, reason: try whatBecame(of: snapshot, member.home))
            }
        }
    }

    /// What became meanwhile of a card that is not there any more, and the way on.
    private func whatBecame(of card: EntitySnapshot, _ home: SpaceRow) throws -> String {
        if card.wasErased { return "was erased meanwhile; the draft has what you wrote" }
        let elsewhere = try card.spacesWithLines.filter { card.life(in: $0).isVisible }
            .map { try space(inRow: $0).name }
        return elsewhere.isEmpty
            ? "was put into the trash meanwhile; `kith restore` brings them back"
            : "is not in \(home.name) any more, but in \(elsewhere.joined(separator: ", ")); "
                + "edit them there anew, the draft has what you wrote"
    }

    /// The heads of a cell.
    fileprivate func heads(of cell: CellAddress, in space: Int64) throws -> [Head] {
        try headDots(of: cell, in: space).compactMap { try change($0, in: space) }
            .map { Head($0.change) }
    }
}
