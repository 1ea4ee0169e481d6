import ChangeLog

/// Several cards of one person, seen as one: nothing is rewritten, and each line knows its owners.
///
/// The first card is the person's; of the others it shows what the first does not say. Equal lines
/// are one, and so are groups of lines that say the same; where one card gives an address or a number
/// a label and those before it none, that is shown. Properties that a card has once are taken
/// from the first card that says something in them, a date from the card that knows more of it;
/// `FN` and `N` are one name, of one card, to which another one that calls somebody the same adds
/// what the first leaves out, as "Jr.". The cards may be of one entity, which has a card in several
/// spaces.
package struct CardMerge: Sendable {
    /// The card that is shown, under the first card's entity.
    package internal(set) var card: Card
    var ownersByElement: [ElementID: [Owner]] = [:]
    /// Where the lines are shown that stand for equal ones.
    var shownLines = ShownLines()
    /// The lines of the others that are not shown, because the first card says something else.
    package private(set) var hiddenLines: [ContentLine] = []

    /// Of the first card, and of the one that is being added.
    private let firstVersion: CardVersion
    private var otherVersion: CardVersion

    /// A line of one of the cards that a shown line stands for.
    struct Owner {
        /// The number of the card, from 0.
        let card: Int
        let entity: EntityID
        let kind: EntityKind
        let line: CardLine
        /// The group as the card spells it.
        let group: String?
        /// The group of the line that is shown.
        let shownGroup: String?

        /// The same line where another one is shown for it.
        func shown(in group: String?) -> Owner {
            Owner(
                card: card, entity: entity, kind: kind, line: line, group: self.group,
                shownGroup: group)
        }
    }

    /// The properties that a card has once, beside those never taken from another card.
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
        // What is left of a card that was given away while another machine wrote to it has no version.
        let whole = ([first] + others.filter { $0.entity == first.entity }).first {
            $0.has("VERSION")
        }
        firstVersion = CardVersion(of: whole ?? first)
        let isWhole = whole?.lines == first.lines
        otherVersion = firstVersion
        var names: Set<String> = []
        let groups = LineGroups(of: first)
        for line in first.lines {
            let content = ContentLine(raw: line.raw)
            if !Self.isBlank(content) { names.insert(content.name) }
            shownLines.note(line.element, content, groups.key(of: content, line))
            ownersByElement[line.element] = [
                Owner(
                    card: 0, entity: first.entity, kind: first.kind, line: line,
                    group: content.group, shownGroup: content.group)
            ]
        }
        for (index, other) in others.enumerated() {
            if !isWhole, other.lines == whole?.lines { lend(other, index + 1) }
            add(other, index + 1, &names)
        }
    }

    /// Shows of another card of the entity what makes a card of lines: the version first, and the `UID`.
    private mutating func lend(_ other: Card, _ number: Int) {
        let groups = LineGroups(of: other)
        for line in other.lines {
            let content = ContentLine(raw: line.raw)
            guard ["VERSION", "UID"].contains(content.name), !card.has(content.name) else {
                continue
            }
            guard content.name == "VERSION" else {
                show(line, content, of: other, number, groups.key(of: content, line))
                continue
            }
            let element = line.element
            guard card[element] == nil else { continue }
            card.put(line.moved(to: element, at: 0))
            ownersByElement[element] = [
                Owner(
                    card: number, entity: other.entity, kind: other.kind, line: line, group: nil,
                    shownGroup: nil)
            ]
        }
    }

    private mutating func add(_ other: Card, _ number: Int, _ names: inout Set<String>) {
        otherVersion = CardVersion(of: other)
        var added: Set<String> = []
        let said = Self.names.isDisjoint(with: names) ? nil : Self.sayings(of: card)
        let groups = LineGroups(of: other)
        let saidGroups = groups.names { shownLines.element(of: $0) != nil }
        takeLabels(of: other, number, groups) { saidGroups.contains($0.lowercased()) }
        for line in other.lines {
            let content = ContentLine(raw: line.raw)
            guard !Self.own.contains(content.name) else { continue }
            let isSaid = content.group.map { saidGroups.contains($0.lowercased()) } ?? true
            let key = groups.key(of: content, line)
            if isSaid, LineGroups.isQualifier(content), !isTaken(content, ofCard: number, groups) {
                let value = groups.values(beside: content).first.flatMap(shownLines.element)
                join(
                    line, content, of: other, number,
                    value.flatMap { shownLines.qualifier(content, of: $0) })
                continue
            }
            if isSaid, !LineGroups.isQualifier(content),
                let element = shownLines.element(of: key)
            {
                join(line, content, of: other, number, element)
                continue
            }
            let isOther = said.map { Self.isOtherName(content, than: $0) } ?? false
            if isOther || Self.single.contains(content.name) && names.contains(content.name) {
                joinFuller(line, content, of: other, number)
                continue
            }
            if !Self.isBlank(content) { added.insert(content.name) }
            show(line, content, of: other, number, key)
        }
        names.formUnion(added)
    }

    /// Lets a shown line stand for another one too; without one the other is hidden.
    private mutating func join(
        _ line: CardLine, _ content: ContentLine, of other: Card, _ number: Int,
        _ element: ElementID?
    ) {
        guard let element else { return hiddenLines.append(content) }
        ownersByElement[element, default: []].append(
            Owner(
                card: number, entity: other.entity, kind: other.kind, line: line,
                group: content.group, shownGroup: shownLines.group(of: element)))
    }

    /// Joins a date to the one that is shown if they do not contradict each other, and shows what
    /// says more, of names too; any other line is hidden.
    private mutating func joinFuller(
        _ line: CardLine, _ content: ContentLine, of other: Card, _ number: Int
    ) {
        guard let element = shownLines.element(ofOnly: content), let shown = card[element],
            content.group == nil
        else { return hiddenLines.append(content) }
        guard Self.dates.contains(content.name) else {
            guard PersonName.line(content, completes: ContentLine(raw: shown.raw)),
                shownLines.group(of: element) == nil,
                PersonName.suffixesAgree(of: card, other)
            else { return hiddenLines.append(content) }
            card.put(CardLine(element: element, place: shown.place, raw: line.raw))
            noteVersion(for: element)
            return join(line, content, of: other, number, element)
        }
        let date = PartialDate(line: content)
        let shownDate = PartialDate(line: ContentLine(raw: shown.raw))
        if date.completes(shownDate), shownLines.group(of: element) == nil {
            card.put(CardLine(element: element, place: shown.place, raw: line.raw))
            noteVersion(for: element)
        } else if date != shownDate, !shownDate.completes(date) {
            return hiddenLines.append(content)
        }
        join(line, content, of: other, number, element)
    }

    /// Shows a line of another card.
    private mutating func show(
        _ line: CardLine, _ content: ContentLine, of other: Card, _ number: Int, _ key: String
    ) {
        let owner = Owner(
            card: number, entity: other.entity, kind: other.kind, line: line,
            group: content.group, shownGroup: Self.shownGroup(content.group, ofCard: number))
        guard let placed = place(owner) else { return }
        card.put(placed)
        noteVersion(for: placed.element)
        shownLines.note(placed.element, ContentLine(raw: placed.raw), key)
        ownersByElement[placed.element] = [owner]
    }

    /// The name of another card's group where its lines are shown.
    static func shownGroup(_ group: String?, ofCard number: Int) -> String? {
        group.map { "\($0)m\(number)" }
    }

    /// Notes that a shown line is of another version than the first card.
    mutating func noteVersion(for element: ElementID) {
        card.versionByElement[element] = otherVersion == firstVersion ? nil : otherVersion
    }

    /// Of which a card that knows more says the same.
    static let dates: Set<String> = ["BDAY", "ANNIVERSARY", "DEATHDATE"]

    /// The two lines that say how somebody is called.
    private static let names: Set<String> = ["FN", "N"]

    private static func isBlank(_ content: ContentLine) -> Bool {
        single.contains(content.name) && content.components.allSatisfy { $0.trimmed.isEmpty }
    }

    /// The names that a card gives somebody, folded: in full, and without titles.
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
    private func place(_ owner: Owner) -> CardLine? {
        let last = card.lines.last?.place ?? 0
        let (place, isOverflow) = last.addingReportingOverflow(CardLine.placeStep)
        guard !isOverflow else { return nil }
        // Two cards may have equal elements for lines that differ in their group only.
        var element = owner.line.element
        while card[element] != nil { element = ElementID(value: element.value &+ 1) }
        // What its picture is not here for keeps its group.
        guard owner.line.parted == nil else { return owner.line.moved(to: element, at: place) }
        return CardLine(element: element, place: place, raw: Self.renamed(owner))
    }

    private static func renamed(_ owner: Owner) -> [UInt8] {
        regrouped(owner.line.raw, from: owner.group, to: owner.shownGroup)
    }

    /// The raw line with another group; as it is when it is in neither of them.
    static func regrouped(
        _ raw: [UInt8], from group: String?, to other: String?
    ) -> [UInt8] {
        guard group != other, ContentLine(raw: raw).group == group else { return raw }
        let rest = raw.dropFirst(group.map { $0.utf8.count + 1 } ?? 0)
        return (other.map { Array("\($0).".utf8) } ?? []) + rest
    }
}
