package import ChangeLog

/// Turns wishes about a card into the smallest change: only the lines they concern are touched.
///
/// New lines are written in the card's own version and with its own line terminator; a line that
/// is edited keeps its group, its parameters and its place.
package struct CardEditor {
    private let original: Card
    /// The card with the commands applied so far.
    package internal(set) var card: Card
    let version: CardVersion
    let writer: LineWriter
    /// The lines that only others' cards of the person have.
    private let others: Set<ElementID>
    /// The lines of others' cards that go on saying what was set beside them.
    package private(set) var leftLines: Set<ElementID> = []

    /// Begins with a card.
    ///
    /// - Parameters:
    ///   - card: The card.
    ///   - others: Its lines that only others' cards of the person have: what the rest says too is
    ///     set there alone.
    package init(_ card: Card, leaving others: Set<ElementID> = []) {
        original = card
        self.others = others
        self.card = card
        version = CardVersion(of: card)
        writer = LineWriter(version: version, terminator: card.terminator)
    }

    /// The edits that the commands amount to.
    package var edits: [CellEdit] { card.edits(from: original) }

    /// The edits of some commands, all or none of them.
    ///
    /// - Throws: ``CardEditError`` for the first command that cannot be done.
    package static func edits(
        _ commands: [CardEditCommand], to card: Card,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) -> [CellEdit] {
        var editor = CardEditor(card)
        for command in commands {
            try editor.apply(command, using: &random)
        }
        return editor.edits
    }

    /// Applies one command to ``card``.
    ///
    /// - Parameters:
    ///   - command: What to change.
    ///   - random: Gives the element ids of new lines.
    /// - Throws: ``CardEditError``; the card is unchanged then.
    package mutating func apply(
        _ command: CardEditCommand, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        switch command {
        case .setName(let name): try setName(name)
        case .setFullName(let text): try setFullName(text)
        case .setNamePart(let part, let text): try set(part, text, using: &random)
        case .removeNamePart(let part, let text): try remove(part, text, using: &random)
        case .removeSingle(let field, let text): try remove(field, text)
        case .addUnit(let text): try addUnit(text, using: &random)
        case .removeUnit(let text): try removeUnit(text, using: &random)
        case .set(let field, let text): try setOnly(field, text)
        case .add(let field, let text, let label):
            try add(field, text, label: label, using: &random)
        case .replace(let field, let old, let new): try replace(field, old, with: new)
        case .remove(let field, let text, let label): try remove(field, text, label: label)
        case .addAddress(let address, let label):
            guard !address.isBlank else { throw .emptyValue(field: "address") }
            add(address, label: label, using: &random)
        case .setAddress(let part, let text, let label):
            try set(part, text, label: label, using: &random)
        case .removeAddressPart(let part, let text, let label):
            try remove(part, text, label: label, using: &random)
        case .removeAddress(let text): try removeAddress(containing: text)
        case .addHandle(let text, let service):
            try addNew(PersonForm.Entry(text, label: service), to: .handles, using: &random)
        case .removeHandle(let text):
            try removeEntries(of: .handles) {
                $0.text == text.trimmed
                    || $0.text == HandleAddress.uri(of: text.trimmed, service: $0.label)
            }
        case .addDate(let text, let label):
            try addNew(PersonForm.Entry(text, label: label), to: .dates, using: &random)
        case .removeDate(let text, let label):
            let date = PartialDate(text: text.trimmed).description
            let wanted = label.trimmed.lowercased()
            try removeEntries(of: .dates) {
                ($0.text == date || $0.text == text.trimmed)
                    && (wanted.isEmpty || $0.label.lowercased() == wanted)
            }
        case .addRelation(let text, let label):
            try addNew(PersonForm.Entry(text, label: label), to: .relations, using: &random)
        case .removeRelation(let text, let label):
            let (wanted, label) = (text.trimmed.lowercased(), label.trimmed.lowercased())
            try removeEntries(of: .relations) {
                (wanted.isEmpty || $0.text.lowercased() == wanted)
                    && (label.isEmpty || $0.label.lowercased() == label)
            }
        case .setProperty(let name, let rawValue):
            try setProperty(name, rawValue)
        case .setCustom(let name, let text): try setCustom(name, text)
        case .addCustom(let name, let text): try addCustom(name, text, using: &random)
        case .removeCustom(let name, let text): try removeCustom(name, text)
        case .setPhoto(let picture): setPhoto(picture)
        case .removePhotos: try removePhotos()
        }
    }

    /// Applies one command; a value that is to go and is not there is gone already.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    package mutating func applyIfPresent(
        _ command: CardEditCommand, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        do {
            try apply(command, using: &random)
        } catch {
            guard case .noSuchValue = error else { throw error }
        }
    }

    // MARK: - Lines

    /// The lines of a property, in the order of the card.
    func lines(named name: String) -> [(line: CardLine, content: ContentLine)] {
        card.lines.compactMap { line in
            let content = ContentLine(raw: line.raw)
            return content.name == name ? (line, content) : nil
        }
    }

    /// The lines of a property that setting it is about: those of one's own cards if they have any.
    mutating func linesToSet(_ name: String) -> [(line: CardLine, content: ContentLine)] {
        linesToEdit(lines(named: name))
    }

    /// Those of some lines that are one's own cards', if there are any; the others are left.
    mutating func linesToEdit(
        _ all: [(line: CardLine, content: ContentLine)]
    ) -> [(line: CardLine, content: ContentLine)] {
        let own = all.filter { !others.contains($0.line.element) }
        guard !own.isEmpty, own.count < all.count else { return all }
        leftLines.formUnion(all.map(\.line.element).filter(others.contains))
        return own
    }

    /// Writes another value into a line; group, parameters, place and blank lines after it stay.
    mutating func patch(
        _ line: CardLine, _ content: ContentLine, parts: [String], separator: UInt8 = .semicolon,
        dropping dropped: Set<String> = []
    ) {
        let head = content.head(dropping: dropped)
        put(line, writer.line(head: head, parts: parts, separator: separator))
    }

    /// Replaces the raw bytes of a line but for the blank lines that follow it.
    mutating func put(_ line: CardLine, _ raw: [UInt8]) {
        var line = line
        line.raw = raw + Self.blankTail(of: line.raw)
        card.put(line)
    }

    /// Adds a line behind the last of its property, else at the end.
    mutating func append(
        _ raw: [UInt8], after name: String, using random: inout some RandomNumberGenerator
    ) {
        let element = ElementID(value: UInt128.random(in: 1...UInt128.max, using: &random))
        append(raw, after: name, as: element)
    }

    /// Adds the only line of a property: two machines that both do so make one line, and a conflict
    /// when they say different things (CARD-11).
    mutating func appendOnly(_ raw: [UInt8], of name: String) {
        append(raw, after: name, as: .onlyLine(of: name))
    }

    /// Adds a line under that element behind the last of its property, else at the end.
    mutating func append(_ raw: [UInt8], after name: String, as element: ElementID) {
        if let last = card.lines.last, last.raw.last?.isLineBreak != true {
            var closed = last
            closed.raw += writer.terminator
            card.put(closed)
        }
        let before = lines(named: name).last?.line ?? card.lines.last
        card.put(CardLine(element: element, place: place(after: before), raw: raw))
    }

    private func place(after line: CardLine?) -> UInt64 {
        guard let line else { return CardLine.placeStep }
        return CardLine.place(
            after: line.place, before: card.lines.first { $0.place > line.place }?.place)
    }

    /// Takes a line away, with the Apple properties of its group when nothing else is in the group.
    mutating func removeWithGroup(_ line: CardLine, _ content: ContentLine) {
        card.remove(line.element)
        guard let group = content.group?.lowercased() else { return }
        let grouped = card.lines.map { (line: $0, content: ContentLine(raw: $0.raw)) }
            .filter { $0.content.group?.lowercased() == group }
        guard grouped.allSatisfy({ $0.content.name.hasPrefix("X-AB") }) else { return }
        for member in grouped {
            card.remove(member.line.element)
        }
    }

    /// The blank lines after the first terminator at the end of a raw line.
    static func blankTail(of raw: [UInt8]) -> [UInt8] {
        let breaks = Array(raw.reversed().prefix { $0.isLineBreak }.reversed())
        let isPair = breaks.starts(with: [.carriageReturn, .lineFeed])
        return Array(breaks.dropFirst(isPair ? 2 : 1))
    }
}

extension CardLine {
    /// A place behind one line and, if there is room, before the next.
    package static func place(after place: UInt64, before next: UInt64?) -> UInt64 {
        if let next, next > place { return place + (next - place) / 2 }
        let (sum, isOverflow) = place.addingReportingOverflow(placeStep)
        return isOverflow ? UInt64.max : sum
    }
}
