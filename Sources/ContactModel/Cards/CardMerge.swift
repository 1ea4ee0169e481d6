package import ChangeLog

/// Several cards of one person, seen as one: nothing is rewritten, and each line knows its owners.
///
/// The first card is the person's; of the others it shows what the first does not say. Equal lines
/// are one. Properties that a card has once are taken from the first card that says something in
/// them; `FN` and `N` are one name, of one card. The cards may be of one entity, which has a card in
/// several spaces.
package struct CardMerge: Sendable {
    /// What is shown, under the first card's entity.
    package private(set) var card: Card
    private var ownersByElement: [ElementID: [Owner]] = [:]
    /// The lines of the others that are not shown, because the first card says something else.
    package private(set) var hiddenLines: [ContentLine] = []

    /// A line of one of the cards that a shown line stands for.
    private struct Owner {
        /// The number of the card, from 0.
        let card: Int
        let entity: EntityID
        let kind: EntityKind
        let line: CardLine
        /// The group as the card spells it and as it is shown; nil when they are the same.
        let renaming: (own: String, shown: String)?
    }

    /// What a card has once, beside what is never taken from another card.
    private static let single: Set<String> = [
        "FN", "N", "BDAY", "ANNIVERSARY", "GENDER", "DEATHDATE", "SORT-STRING", "KIND",
    ]
    private static let own: Set<String> = ["VERSION", "PRODID", "REV", "UID", "CALSCALE"]

    /// Merges cards for showing.
    ///
    /// - Parameters:
    ///   - first: The card whose id the person has.
    ///   - others: Further cards, in the order that decides between them.
    package init(_ first: Card, with others: [Card]) {
        card = first
        var shown = first
        var keys: [String: ElementID] = [:]
        var names: Set<String> = []
        for line in first.lines {
            let content = ContentLine(raw: line.raw)
            if !Self.isBlank(content) { names.insert(content.name) }
            keys[Self.key(content, line)] = line.element
            ownersByElement[line.element] = [
                Owner(card: 0, entity: first.entity, kind: first.kind, line: line, renaming: nil)
            ]
        }
        for (number, card) in others.enumerated() {
            add(card, number, to: &shown, &keys, &names)
        }
        card = shown
    }

    private mutating func add(
        _ card: Card, _ number: Int, to shown: inout Card, _ keys: inout [String: ElementID],
        _ names: inout Set<String>
    ) {
        var added: Set<String> = []
        let said = Self.names.isDisjoint(with: names) ? nil : Self.sayings(of: shown)
        for line in card.lines {
            let content = ContentLine(raw: line.raw)
            guard !Self.own.contains(content.name) else { continue }
            let owner = Owner(
                card: number + 1, entity: card.entity, kind: card.kind, line: line,
                renaming: content.group.map { ($0, "\($0)m\(number + 1)") })
            if let element = keys[Self.key(content, line)], content.group == nil {
                ownersByElement[element, default: []].append(owner)
                continue
            }
            let isOther = said.map { Self.isOtherName(content, than: $0) } ?? false
            if isOther || Self.single.contains(content.name) && names.contains(content.name) {
                hiddenLines.append(content)
                continue
            }
            if !Self.isBlank(content) { added.insert(content.name) }
            guard let placed = place(owner, in: shown) else { continue }
            shown.put(placed)
            keys[Self.key(content, line)] = placed.element
            ownersByElement[placed.element] = [owner]
        }
        names.formUnion(added)
    }

    /// The two lines that say how somebody is called.
    private static let names: Set<String> = ["FN", "N"]

    private static func isBlank(_ content: ContentLine) -> Bool {
        single.contains(content.name) && content.components.allSatisfy { $0.trimmed.isEmpty }
    }

    /// What a card calls somebody, folded: in full, and without titles.
    private static func sayings(of card: Card) -> Set<String> {
        Set(card.lines.flatMap { sayings(of: ContentLine(raw: $0.raw)) })
    }

    private static func sayings(of content: ContentLine) -> [String] {
        var texts: [String] = []
        switch content.name {
        case "FN": texts = [content.text]
        case "N":
            let name = PersonName(components: content.components)
            texts = [name.composed, "\(name.given) \(name.family)"]
        default: break
        }
        return texts.map { FoldedText.words($0).joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// Whether a line calls somebody otherwise than the cards before: half a name of one card and
    /// half of another would be nobody's.
    private static func isOtherName(_ content: ContentLine, than said: Set<String>) -> Bool {
        let names = sayings(of: content)
        return !names.isEmpty && said.isDisjoint(with: names)
    }

    /// The line as it is shown: behind all others, under an element of its own, its group renamed.
    private func place(_ owner: Owner, in shown: Card) -> CardLine? {
        let last = shown.lines.last?.place ?? 0
        let (place, isOverflow) = last.addingReportingOverflow(CardLine.placeStep)
        guard !isOverflow else { return nil }
        // Two cards may have equal elements for lines that differ in their group only.
        var element = owner.line.element
        while shown[element] != nil { element = ElementID(value: element.value &+ 1) }
        // What its picture is not here for keeps its group.
        guard owner.line.parted == nil else { return owner.line.moved(to: element, at: place) }
        return CardLine(element: element, place: place, raw: Self.renamed(owner))
    }

    /// What makes two lines of different cards the same.
    private static func key(_ content: ContentLine, _ line: CardLine) -> String {
        if let parted = line.parted { return "\(content.name):\(parted.hash)" }
        let value =
            switch content.name {
            case "EMAIL": MatchKey.email(content.text)
            case "TEL": MatchKey.phone(content.text)
            case "PHOTO", "LOGO", "KEY", "SOUND": String(decoding: content.rawValue, as: UTF8.self)
            default: content.text.lowercased()
            }
        return "\(content.name):\(value)"
    }

    private static func renamed(_ owner: Owner) -> [UInt8] {
        guard let renaming = owner.renaming else { return owner.line.raw }
        return Array(renaming.shown.utf8) + owner.line.raw.dropFirst(renaming.own.utf8.count)
    }

    /// Brings edits of the shown card home: each to the card, or cards, whose line it concerns.
    ///
    /// New lines and the frame go to the first card.
    ///
    /// - Parameters:
    ///   - edits: Of the shown card.
    ///   - mayEdit: Whether the card of that number can be written. Of several cards with an equal
    ///     line those that cannot are left as they are.
    /// - Returns: Each edit with the number of its card, the first being 0.
    package func edits(
        home edits: [CellEdit], where mayEdit: (Int) -> Bool = { _ in true }
    ) -> [(card: Int, edit: CellEdit)] {
        edits.flatMap { edit -> [(card: Int, edit: CellEdit)] in
            guard edit.cell.entity == card.entity, edit.cell.field == .line,
                let owners = ownersByElement[edit.cell.element]
            else { return [(0, edit)] }
            let open = owners.filter { mayEdit($0.card) }
            return (open.isEmpty ? owners : open).map { ($0.card, Self.edit(edit, home: $0)) }
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
        home.raw = restored(line.raw, owner)
        return .put(home.value, in: cell, of: owner.kind)
    }

    /// The raw line with the group as its own card spells it.
    private static func restored(_ raw: [UInt8], _ owner: Owner) -> [UInt8] {
        guard let renaming = owner.renaming, raw.starts(with: renaming.shown.utf8) else {
            return raw
        }
        return Array(renaming.own.utf8) + raw.dropFirst(renaming.shown.utf8.count)
    }
}
