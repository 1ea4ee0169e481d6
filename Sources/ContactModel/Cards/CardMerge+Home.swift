package import ChangeLog

/// Where the lines of a person's card come from, and where edits of them go.
extension CardMerge {
    /// The lines of a card that are shown, by themselves or by an equal one that stands for them.
    package func shownElements(ofCard number: Int) -> Set<ElementID> {
        Set(ownersByElement.values.joined().filter { $0.card == number }.map(\.line.element))
    }

    /// Brings edits of the shown card home: each to the card, or cards, whose line it concerns.
    ///
    /// The frame goes to the first card.
    ///
    /// - Parameters:
    ///   - edits: Of the shown card.
    ///   - newLines: The number and the entity of the card that new lines go to.
    ///   - chosen: Of the numbers of several cards with an equal line those to be edited; the others
    ///     are left as they are.
    /// - Returns: Each edit with the number of its card, the first being 0.
    package func edits(
        home edits: [CellEdit], newLines: (card: Int, entity: EntityID)? = nil,
        among chosen: ([Int]) -> [Int] = { $0 }
    ) -> [(card: Int, edit: CellEdit)] {
        edits.flatMap { edit -> [(card: Int, edit: CellEdit)] in
            guard edit.cell.entity == card.entity, edit.cell.field == .line else {
                return [(0, edit)]
            }
            guard let owners = ownersByElement[edit.cell.element] else {
                guard let newLines else { return [(0, edit)] }
                let cell = CellAddress(
                    entity: newLines.entity, field: .line, element: edit.cell.element)
                return [(newLines.card, edit.moved(to: cell))]
            }
            let wanted = chosen(owners.map(\.card))
            return owners.filter { wanted.contains($0.card) }.map {
                ($0.card, Self.edit(edit, home: $0))
            }
        }
    }

    /// The cards, by number, that still show a line as it was after edits went to some of its owners.
    package func leftOwners(
        of edits: [CellEdit], among chosen: ([Int]) -> [Int]
    ) -> [(card: Int, line: ContentLine)] {
        edits.flatMap { edit -> [(card: Int, line: ContentLine)] in
            guard let owners = ownersByElement[edit.cell.element], edit.cell.field == .line else {
                return []
            }
            let wanted = chosen(owners.map(\.card))
            return owners.filter { !wanted.contains($0.card) }.map {
                ($0.card, ContentLine(raw: $0.line.raw))
            }
        }
    }

    private static func edit(_ edit: CellEdit, home owner: Owner) -> CellEdit {
        let cell = CellAddress(entity: owner.entity, field: .line, element: owner.line.element)
        guard edit.verb == .put, let line = CardLine(element: cell.element, value: edit.value)
        else { return .remove(cell, of: owner.kind) }
        guard line.parted == nil else {
            let home = line.moved(to: owner.line.element, at: owner.line.place)
            return .put(home.value, in: cell, of: owner.kind)
        }
        var home = owner.line
        home.raw = regrouped(line.raw, from: owner.shownGroup, to: owner.group)
        return .put(home.value, in: cell, of: owner.kind)
    }
}
