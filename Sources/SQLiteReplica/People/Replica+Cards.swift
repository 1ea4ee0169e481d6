package import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    /// Calls the closure for everybody's card, several of one person as one, in the order in which
    /// they were made.
    ///
    /// A group card names those who are shown by another card than the one it lists by that other one:
    /// the listed one is not there for who reads the cards elsewhere.
    ///
    /// - Parameters:
    ///   - includesGroups: Also group cards, which are nobody's.
    ///   - body: Gets one card at a time.
    /// - Throws: ``ReplicaError``, or what the closure throws.
    package func forEachCard(
        includingGroups includesGroups: Bool = false, _ body: (Card) throws -> Void
    ) throws {
        try database.read { session in
            let rows = try session.cardRows(
                includesGroups ? PersonRow.hasCard : PersonRow.isShown)
            let merged = try session.mergedPeople()
            let personal = try session.personalSpace().id
            for row in rows {
                let snapshot = try session.snapshot(ofRow: row.row, entity: row.id)
                let homes = snapshot.homes(personal: personal)
                if merged.contains(row.row) || homes.count > 1 {
                    try body(try session.cards(ofPerson: row.id).card)
                } else if let home = homes.first {
                    let card = snapshot.card(in: home, kind: row.kind)
                    try body(
                        row.isGroup && !merged.isEmpty ? session.namingShownCards(card) : card)
                }
            }
        }
    }

    /// What further cards of people say otherwise than the one that is shown, so that no export of the
    /// people has it: by property, on how many people's cards.
    ///
    /// - Parameter people: Of whom; nil for everybody.
    /// - Returns: Nothing for whoever has one card.
    /// - Throws: ``ReplicaError``.
    package func propertiesSaidOtherwise(by people: [EntityID]? = nil) throws -> [String: Int] {
        try database.read { session in
            var counts: [String: Int] = [:]
            let wanted = people.map(Set.init)
            for person in try session.peopleOfSeveralCards()
            where wanted?.contains(person) ?? true {
                let hidden = try session.cards(ofPerson: person).merge?.hiddenLines ?? []
                for name in Set(hidden.map(\.name)) { counts[name, default: 0] += 1 }
            }
            return counts
        }
    }

    /// The cards of a person in one space, as the space has them; none when there are none.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func cards(of person: EntityID, in space: SpaceID) throws -> [Card] {
        try database.read { session in
            let members = try session.cards(ofPerson: person).members
            return members.filter { $0.home.space == space }.map { member in
                member.card.completed(
                    by: members.map(\.card).filter { $0.entity == member.card.entity })
            }
        }
    }

    /// Calls the closure for every card of a space as the space has it, in the order in which they
    /// were made.
    ///
    /// Without what the reader's own cards say of the same people, and without what the reader
    /// merged: that is nobody else's.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - includesGroups: Also group cards, which are nobody's.
    ///   - body: Gets one card at a time.
    /// - Throws: ``ReplicaError/unknownSpace(name:)``, another ``ReplicaError``, or what the closure
    ///   throws.
    package func forEachCard(
        of space: SpaceID, includingGroups includesGroups: Bool = false,
        _ body: (Card) throws -> Void
    ) throws {
        try database.read { session in
            guard let wanted = try session.spaces().first(where: { $0.space == space })?.id else {
                throw ReplicaError.unknownSpace(name: space.description)
            }
            let shown = includesGroups ? PersonRow.hasCard : PersonRow.isShown
            let personal = try session.personalSpace().id
            for row in try session.cardRows("(\(shown) OR life = \(PersonRow.merged))") {
                let snapshot = try session.snapshot(ofRow: row.row, entity: row.id)
                let card = snapshot.card(in: wanted, kind: row.kind)
                guard !card.lines.isEmpty, snapshot.life(in: wanted).isVisible else { continue }
                try body(
                    card.completed(
                        by: snapshot.homes(personal: personal).map {
                            snapshot.card(in: $0, kind: row.kind)
                        }))
            }
        }
    }
}

extension Session {
    /// Those who are there and as whom several cards are shown.
    fileprivate func peopleOfSeveralCards() throws -> [EntityID] {
        try statement(
            """
            SELECT DISTINCT uuid FROM person JOIN entity ON entity.id = person.entity
            WHERE \(PersonRow.isShown) AND (
                person.entity IN (SELECT target FROM alias)
                OR person.entity IN (SELECT entity FROM alias)
                OR person.entity IN (SELECT entity FROM contact_value WHERE kind = 'space'))
            """
        ).all { try $0.id(0) }
    }

    /// A group card that names by the card that is shown whom it lists by a further one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func namingShownCards(_ card: Card) throws -> Card {
        let shown = try statement(
            """
            SELECT uuid FROM contact_value AS held JOIN person ON person.entity = held.entity
            JOIN entity ON entity.id = person.canonical
            WHERE held.kind = '\(GroupTable.Kind.uid)' AND held.value = ?
                AND person.canonical <> person.entity
            """)
        var editor = CardEditor(card)
        for member in GroupCard(card).members {
            guard case .uid(let key) = member.reference,
                let id = try shown.first(.text(key), read: { try $0.id(0) as EntityID }),
                let uid = PersonView(try cards(ofPerson: id).card).uid
            else { continue }
            editor.removeMembers([member.reference])
            editor.addMember(uid: uid)
        }
        return editor.card
    }

    /// The people that a condition selects, in the order in which their cards were made.
    fileprivate func cardRows(
        _ condition: String
    ) throws -> [(id: EntityID, kind: EntityKind, row: Int64, isGroup: Bool)] {
        try statement(
            """
            SELECT uuid, kind, entity, life IN (4, 5) FROM person JOIN entity ON entity.id = person.entity
            WHERE \(condition) ORDER BY created
            """
        ).all {
            (
                id: try $0.id(0) as EntityID, kind: EntityKind(rawValue: $0.text(1)),
                row: $0.integer(2), isGroup: $0.integer(3) != 0
            )
        }
    }
}
