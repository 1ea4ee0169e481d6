package import ChangeLog
package import ContactModel

/// The part of a touch of mine that a team is to read, and the edits that bring its space there.
package struct TouchSharing: Hashable, Sendable {
    /// As the team's space is to say it.
    private let wanted: Item
    /// With whom it was too, of whom the team has no card and reads nothing.
    package let leftOut: [EntityID]

    /// Takes of a touch what a team may read.
    ///
    /// - Parameters:
    ///   - touch: As I wrote it down.
    ///   - id: What the team knows it by.
    ///   - user: Who shares it, by the name on the server.
    ///   - card: The team's card of somebody; nil for who has none.
    /// - Throws: What `card` throws.
    package init(
        of touch: Item, as id: EntityID, by user: String, card: (EntityID) throws -> EntityID?
    ) rethrows {
        var wanted = Item(id: id, kind: .touch)
        wanted.put(FieldValue.text(user), in: .who, .register)
        for field in SharedTouch.fields {
            guard let value = touch[field], !value.isEmpty else { continue }
            wanted.put(value, in: field, .register)
        }
        var leftOut: [EntityID] = []
        for (place, person) in touch.entities(.with).enumerated() {
            guard let card = try card(person) else {
                leftOut.append(person)
                continue
            }
            wanted.put(card.bytes, in: .with, ElementID(of: card), place: place)
        }
        self.wanted = wanted
        self.leftOut = leftOut
    }

    /// The touch as the team reads it once it is shared; nil when nobody it is with has a card
    /// there.
    package var touch: SharedTouch? {
        SharedTouch(wanted).flatMap { $0.people.isEmpty ? nil : $0 }
    }

    /// The edits that make the team's space say it.
    ///
    /// - Parameters:
    ///   - known: What the space says now.
    ///   - contested: Cells of it that say several things, which are written in any case.
    ///   - followed: Only what these fields say; nil for all of it.
    /// - Returns: Nothing for what it says already.
    package func edits(
        from known: Item, contested: Set<CellAddress> = [],
        following followed: Set<FieldName>? = nil
    ) -> [CellEdit] {
        ([FieldName.who] + SharedTouch.fields).filter { followed?.contains($0) ?? true }
            .flatMap { field -> [CellEdit] in
                let (old, new) = (known.cells(of: field), wanted.cells(of: field))
                func cell(_ element: ElementID) -> CellAddress {
                    CellAddress(entity: wanted.id, field: field, element: element)
                }
                // The order in which they are written is the order in which they were said.
                let puts = new.sorted { ($0.place, $0.element) < ($1.place, $1.element) }
                    .filter { put in
                        !old.contains { $0.content == put.content }
                            || contested.contains(cell(put.element))
                    }
                let removals = old.map(\.element).filter { element in
                    !new.contains { $0.element == element }
                }
                return puts.map { .put($0.value, in: cell($0.element), of: .touch) }
                    + removals.map { .remove(cell($0), of: .touch) }
            }
    }
}
