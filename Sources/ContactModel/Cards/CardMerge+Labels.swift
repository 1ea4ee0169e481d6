import ChangeLog

/// Of equal addresses and numbers the label that one of the cards gives them.
extension CardMerge {
    /// The properties of which two lines with different labels may hold the same value.
    private static let labelled: Set<String> = ["EMAIL", "TEL", "ADR", "URL", "IMPP"]

    /// Shows the lines of another card that have a label in the place of those of the same value
    /// that have none, before they are joined.
    ///
    /// - Parameters:
    ///   - other: The card that is being added.
    ///   - number: Its number.
    ///   - groups: What its groups mean.
    ///   - isSaid: Whether all values of a group are shown already.
    mutating func takeLabels(
        of other: Card, _ number: Int, _ groups: LineGroups, where isSaid: (String) -> Bool
    ) {
        for line in other.lines where line.parted == nil {
            let content = ContentLine(raw: line.raw)
            guard Self.labelled.contains(content.name), content.group.map(isSaid) ?? true,
                groups.hasLabel(content)
            else { continue }
            takeLabel(line, content, number, key: groups.key(of: content, line))
        }
    }

    private mutating func takeLabel(
        _ line: CardLine, _ content: ContentLine, _ number: Int, key: String
    ) {
        guard let element = shownLines.element(of: key), let shown = card[element],
            shown.parted == nil
        else { return }
        let before = ContentLine(raw: shown.raw)
        guard before.group == nil, LineLabel.label(ofTypes: before.types).isEmpty,
            // A number with its country says more than one with a label.
            !Self.namesCountry(before) || Self.namesCountry(content)
        else { return }
        let group = Self.shownGroup(content.group, ofCard: number)
        let raw = Self.regrouped(line.raw, from: content.group, to: group)
        card.put(CardLine(element: element, place: shown.place, raw: raw))
        noteVersion(for: element)
        shownLines.note(element, ContentLine(raw: raw), key)
        ownersByElement[element] = ownersByElement[element]?.map { $0.shown(in: group) }
    }

    /// Whether a label is that of a value which took it from this card.
    func isTaken(_ label: ContentLine, ofCard number: Int, _ groups: LineGroups) -> Bool {
        let group = Self.shownGroup(label.group, ofCard: number)
        return groups.values(beside: label).contains { key in
            shownLines.element(of: key).map { shownLines.group(of: $0) == group } ?? false
        }
    }

    private static func namesCountry(_ content: ContentLine) -> Bool {
        content.name == "TEL" && content.text.contains("+")
    }
}
