package import ChangeLog

/// Where the lines of a person's card come from, and where edits of them go.
extension CardMerge {
    /// The lines of a card that are shown, by themselves or by an equal one that stands for them.
    package func shownElements(ofCard number: Int) -> Set<ElementID> {
        Set(ownersByElement.values.joined().filter { $0.card == number }.map(\.line.element))
    }

    /// The shown lines that none of the cards of these numbers has.
    package func linesWithout(cards own: Set<Int>) -> Set<ElementID> {
        Set(ownersByElement.filter { !$0.value.contains { own.contains($0.card) } }.keys)
    }

    /// The cards, by number, that have a shown line, and how each says it.
    package func owners(of element: ElementID) -> [(card: Int, line: ContentLine)] {
        ownersByElement[element]?.map { ($0.card, ContentLine(raw: $0.line.raw)) } ?? []
    }

    /// Brings edits of the shown card home: each to the card, or cards, whose line it concerns.
    ///
    /// The frame goes to the first card.
    ///
    /// - Parameters:
    ///   - edits: Of the shown card.
    ///   - newLines: The number and the entity of the card that new lines go to.
    ///   - isClosed: Whether tags that are added to a line of the card of that number go there too, as
    ///     a line of their own.
    ///   - besides: Of new lines that belong to the card, or cards, of a shown line, that line.
    ///   - chosen: Of the numbers of several cards with an equal line those to be edited; the others
    ///     are left as they are.
    /// - Returns: Each edit with the number of its card, the first being 0.
    package func edits(
        home edits: [CellEdit], newLines: (card: Int, entity: EntityID)? = nil,
        closedToTags isClosed: (Int) -> Bool = { _ in false },
        besides: [ElementID: ElementID] = [:], among chosen: ([Int]) -> [Int] = { $0 }
    ) -> [(card: Int, edit: CellEdit)] {
        edits.flatMap { edit -> [(card: Int, edit: CellEdit)] in
            guard edit.cell.entity == card.entity, edit.cell.field == .line else {
                return [(0, edit)]
            }
            guard let owners = owners(of: edit.cell.element, besides) else {
                guard let newLines else { return [(0, edit)] }
                let cell = CellAddress(
                    entity: newLines.entity, field: .line, element: edit.cell.element)
                return [(newLines.card, edit.moved(to: cell))]
            }
            if let newLines, owners.allSatisfy({ isClosed($0.card) }),
                let own = tags(addedBy: edit, of: newLines.entity)
            {
                return [(newLines.card, own)]
            }
            let wanted = chosen(owners.map(\.card))
            return owners.filter { wanted.contains($0.card) }.map {
                ($0.card, Self.edit(edit, home: $0))
            }
        }
    }

    /// The lines that a shown line stands for, or where a new one goes that belongs to a shown one.
    private func owners(
        of element: ElementID, _ besides: [ElementID: ElementID]
    ) -> [Owner]? {
        if let owners = ownersByElement[element] { return owners }
        guard let other = besides[element], let line = card[other] else { return nil }
        return ownersByElement[other]?.map { owner in
            Owner(
                card: owner.card, entity: owner.entity, kind: owner.kind,
                line: line.moved(to: element, at: owner.line.place), group: owner.group,
                shownGroup: owner.shownGroup)
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

    /// The tags that an edit of a line adds, as a line by themselves; nil for any other edit.
    private func tags(addedBy edit: CellEdit, of entity: EntityID) -> CellEdit? {
        guard edit.verb == .put, let before = card[edit.cell.element],
            let after = CardLine(element: before.element, value: edit.value)
        else { return nil }
        let old = ContentLine(raw: before.raw)
        let new = ContentLine(raw: after.raw)
        guard old.name == "CATEGORIES", new.name == old.name else { return nil }
        let known = TagList(old).entries.map(\.tag)
        let list = TagList(new)
        let added = list.entries.filter { !known.contains($0.tag) }
        guard !added.isEmpty, list.entries.count == known.count + added.count else { return nil }
        var element = ElementID(value: before.element.value &+ 1)
        while card[element] != nil { element = ElementID(value: element.value &+ 1) }
        let raw =
            Array("CATEGORIES:".utf8) + added.map(\.raw).joined(separator: list.separator)
            + (Card.terminator(of: after.raw) ?? card.terminator)
        let line = CardLine(element: element, place: before.place, raw: raw)
        let cell = CellAddress(entity: entity, field: .line, element: element)
        return .put(line.value, in: cell, of: edit.kind)
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
