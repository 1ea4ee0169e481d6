package import ChangeLog

/// The edits that give somebody's card to another space, so that each line is in one place
/// afterwards.
///
/// Lines that the card there says too are not written again. Where it says something else in what a
/// card has once, both keep what they say, each in its space.
package struct CardMove: Hashable, Sendable {
    /// The edits of the card that receives the lines.
    package private(set) var given: [CellEdit] = []
    /// The edits that take the lines there are now out of the card they come from.
    package private(set) var taken: [CellEdit] = []
    /// The lines that readers of the other space see, as far as they tell something of the person.
    package private(set) var givenLines: [CardLine] = []
    /// The lines that were to stay where they are.
    package private(set) var keptLines: [CardLine] = []
    /// The lines that stay because the other card says something else.
    package private(set) var contradictedLines: [CardLine] = []

    /// The properties that say nothing of the person: they go along, and stay as long as any line
    /// does.
    private static let identity: Set<String> = ["VERSION", "PRODID", "REV", "UID", "CALSCALE"]
    /// The properties that say whose card it is: what stays of a card without them would be
    /// nobody's.
    private static let name: Set<String> = [
        "FN", "N", "KIND", "X-ADDRESSBOOKSERVER-KIND", "SORT-STRING",
    ]

    /// Decides what moves.
    ///
    /// - Parameters:
    ///   - card: The card that lines are taken from.
    ///   - other: The card of the same entity where they go; without lines when there is none.
    ///   - replaces: Whether the other card is in the trash, and is to be as this one.
    ///   - parts: What stays, with what is grouped with it.
    package init(
        of card: Card, to other: Card, replacing replaces: Bool = false,
        keeping parts: [CardPart] = []
    ) {
        let lines = card.lines.map { (line: $0, content: ContentLine(raw: $0.raw)) }
        let labels = GroupLabels(lines.map(\.content))
        func isKept(_ line: ContentLine) -> Bool {
            parts.contains { $0.contains(line, label: labels.ofGroup(line)) }
        }
        let keptGroups = Set(
            lines.filter { isKept($0.content) && !LineGroups.isQualifier($0.content) }
                .compactMap { $0.content.group?.lowercased() })
        let kept = lines.filter { line in
            guard !Self.identity.contains(line.content.name) else { return false }
            let group = line.content.group?.lowercased()
            return isKept(line.content) || group.map(keptGroups.contains) ?? false
        }
        keptLines = kept.map(\.line)
        let staying = Set(keptLines.map(\.element))
        let offered = Card(
            entity: card.entity, kind: card.kind, frame: card.frame,
            lines: card.lines.filter { !staying.contains($0.element) })
        var shown = Set(offered.lines.map(\.element))
        if replaces || other.lines.isEmpty {
            given = offered.edits(from: other)
        } else {
            let merge = CardMerge(other, with: [offered])
            given = merge.card.edits(from: other)
            shown = merge.shownElements(ofCard: 1)
        }
        divide(lines, shown, staying)
        take(lines, shown, from: card)
    }

    private mutating func divide(
        _ lines: [(line: CardLine, content: ContentLine)], _ shown: Set<ElementID>,
        _ staying: Set<ElementID>
    ) {
        for (line, content) in lines where !staying.contains(line.element) {
            guard !Self.identity.contains(content.name) else { continue }
            if shown.contains(line.element) {
                if !LineGroups.isQualifier(content) { givenLines.append(line) }
            } else {
                contradictedLines.append(line)
            }
        }
    }

    private mutating func take(
        _ lines: [(line: CardLine, content: ContentLine)], _ shown: Set<ElementID>, from card: Card
    ) {
        let isEmptied = keptLines.isEmpty && contradictedLines.isEmpty
        for (line, content) in lines {
            let isIdentity = Self.identity.contains(content.name)
            guard isEmptied || !isIdentity && !Self.name.contains(content.name),
                isIdentity || shown.contains(line.element)
            else { continue }
            taken.append(.remove(card.cell(of: line.element), of: card.kind))
        }
        if isEmptied, card.frame != nil {
            let cell = CellAddress(entity: card.entity, field: .frame)
            taken.append(.remove(cell, of: card.kind))
        }
    }
}
