import ChangeLog
package import ContactModel

/// A card in another version of vCard, for a program that reads only that one.
///
/// Conversion is for the way out alone; what is stored keeps the version it came in. A card that
/// is of the target version already is not touched; of one that several cards are shown as, the lines
/// of other versions alone.
package struct VCardConversion: Hashable, Sendable {
    /// The card in the target version.
    package let bytes: [UInt8]
    /// The properties that the target version cannot express, each once.
    package let losses: [ConversionLoss]

    /// Converts a card.
    ///
    /// - Parameters:
    ///   - card: A card of any version.
    ///   - version: 3.0 or 4.0; for 2.1, which no program needs any more, 3.0 is written.
    /// - Complexity: O(bytes).
    package init(_ card: Card, to version: CardVersion) {
        let card = card.wellFormed
        guard CardVersion(of: card) != version || !card.versionByElement.isEmpty else {
            bytes = card.bytes
            losses = []
            return
        }
        var converter = CardConverter(card, to: version == .four ? .four : .three)
        let lines = converter.convert()
        let writer = LineWriter(version: converter.target)
        let frame = CardFrame.usual(terminator: writer.terminator)
        bytes = frame.begin + lines.flatMap { $0.bytes(writer) } + frame.end
        losses = converter.losses
    }

    /// The lines of a card as version 4.0 has them, whatever its own version.
    static func fourLines(of card: Card) -> [ConvertedLine] {
        var converter = CardConverter(card, to: .four)
        return converter.convert()
    }
}

/// The pass over a card's lines.
struct CardConverter {
    let target: CardVersion
    /// The version of the line at hand.
    private(set) var source: CardVersion
    let card: Card
    private(set) var losses: [ConversionLoss] = []
    var result: [ConvertedLine] = []
    private var groupCount = 0
    private let usedGroups: Set<String>
    /// The lines that 3.0 writes as properties of their own and 4.0 as parameters of others.
    var labels: [ConvertedLine] = []
    var sortKey: (text: String, line: ElementID?) = ("", nil)

    init(_ card: Card, to target: CardVersion) {
        self.card = card
        self.target = target
        source = CardVersion(of: card)
        let groups = card.lines.compactMap { ContentLine(raw: $0.raw).group?.lowercased() }
        // Those of another card are shown as `item1m2`: a new one must be free in that card too.
        let origins = groups.map { group in
            let number = group.reversed().prefix(while: \.isNumber).count
            let rest = group.dropLast(number)
            return number > 0 && rest.hasSuffix("m") ? String(rest.dropLast()) : group
        }
        usedGroups = Set(groups + origins)
    }

    /// Converts every line, in order, and adds what the target version requires.
    mutating func convert() -> [ConvertedLine] {
        let contents = card.lines.map { ContentLine(raw: $0.raw) }
        result = [ConvertedLine("VERSION", value: Array(target.rawValue.utf8))]
        convertLines(contents)
        addRequired(contents)
        if target == .three { finishThree() } else { joinAppleAnniversary() }
        return result
    }

    /// Converts every line but `VERSION`, in order; each knows of which line it comes.
    mutating func convertLines(_ contents: [ContentLine]) {
        let own = CardVersion(of: card)
        for (content, element) in zip(contents, card.lines.map(\.element))
        where content.name != "VERSION" {
            guard !content.isOpaque else {
                lose(.dropped, "a line without a name")
                continue
            }
            source = card.versionByElement[element] ?? own
            var line = ConvertedLine(content, version: source)
            line.element = element
            let count = result.count
            if source == target, !card.versionByElement.isEmpty {
                result.append(line)
            } else if target == .four {
                appendFour(line, content)
            } else {
                appendThree(line, content)
            }
            for index in result.indices.dropFirst(count) { result[index].element = element }
        }
        if target == .four { finishFour() }
    }

    /// `FN` must be there in both versions, `N` in 3.0.
    private mutating func addRequired(_ contents: [ContentLine]) {
        let view = PersonView(card)
        let writer = LineWriter(version: target)
        if !contents.contains(where: { $0.name == "FN" && !$0.text.trimmed.isEmpty }) {
            result.removeAll { $0.name == "FN" }
            result.insert(
                ConvertedLine("FN", value: writer.escaped(view.displayName)), at: 1)
        }
        guard target == .three, !contents.contains(where: { $0.name == "N" }) else { return }
        let name: PersonName
        if view.form == .individual {
            name = view.isNamed ? PersonName(splitting: view.displayName) : PersonName()
        } else {
            name = PersonName(family: view.displayName)
        }
        let value = name.components.map(writer.escaped).joined(separator: [0x3B])
        result.insert(ConvertedLine("N", value: Array(value)), at: min(2, result.count))
    }

    /// Notes a loss, each property once.
    mutating func lose(_ kind: ConversionLoss.Kind, _ property: String) {
        let loss = ConversionLoss(kind: kind, property: property)
        if losses.count < CardLimits.maximumDiagnosticCount, !losses.contains(loss) {
            losses.append(loss)
        }
    }

    /// A group name that the card does not use.
    mutating func freeGroup() -> String {
        groupCount += 1
        while usedGroups.contains("item\(groupCount)") { groupCount += 1 }
        return "item\(groupCount)"
    }
}
