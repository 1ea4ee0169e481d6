package import ChangeLog
package import ContactModel

/// The cards of one person, which are of several versions of vCard, as the one card of one version that
/// a program reads in a file; and the way back of what it edits there.
///
/// The version is the first card's, 3.0 for 2.1. A line of that version stays as it is; any other is
/// written as ``VCardConversion`` writes it, under its own element. A line that becomes several keeps
/// its element for the first of them, and what is said within another line is not there by itself.
package struct CardInOneVersion: Sendable {
    /// As it is written.
    package let card: Card
    /// As it is shown, each line as its own card has it.
    private let shown: Card
    private let target: CardVersion
    private var parts: [ElementID: Part] = [:]
    /// Of a line that one of the shown lines became beside its own, that one.
    private var firstByRest: [ElementID: ElementID] = [:]

    /// The further lines that a shown line became in the file, and those that it took in.
    private struct Part {
        var rest: [ElementID] = []
        var takenIn: [ElementID] = []
    }

    /// Converts the lines of other versions; a card of one version stays as it is, and one whose picture
    /// is not here, of which nothing may be written.
    package init(_ shown: Card) {
        self.shown = shown
        let own = CardVersion(of: shown)
        target = own == .four ? .four : .three
        guard !shown.versionByElement.isEmpty, !shown.lacksPicture else {
            card = shown
            return
        }
        let contents = shown.lines.map { ContentLine(raw: $0.raw) }
        var converter = CardConverter(shown, to: target)
        converter.convertLines(contents)
        let linesByElement = Dictionary(grouping: converter.result) { $0.element }
        let writer = LineWriter(version: target, terminator: shown.terminator)
        var card = shown
        card.versionByElement = [:]
        for (line, content) in zip(shown.lines, contents) {
            let version = shown.versionByElement[line.element] ?? own
            if content.name == "VERSION" {
                guard version != target else { continue }
                let raw = writer.line(head: Array("VERSION".utf8), parts: [target.rawValue])
                card.put(CardLine(element: line.element, place: line.place, raw: raw))
                continue
            }
            guard !content.isOpaque else { continue }
            let becomes = linesByElement[line.element] ?? []
            if version == target, becomes.first?.takenIn.isEmpty == true { continue }
            card.remove(line.element)
            var part = Part()
            for (index, converted) in becomes.enumerated() {
                var element = line.element
                while index > 0, card[element] != nil || shown[element] != nil {
                    element = ElementID(value: element.value &+ 1)
                }
                card.put(
                    CardLine(element: element, place: line.place, raw: converted.bytes(writer)))
                part.takenIn += converted.takenIn
                guard index > 0 else { continue }
                part.rest.append(element)
                firstByRest[element] = line.element
            }
            parts[line.element] = part
        }
        self.card = card
    }

    /// Brings edits of the card as it is written back to the lines as they are shown, each in the version of
    /// its own card.
    ///
    /// - Returns: The edits, and of lines that they add the shown one whose card they belong to.
    package func home(
        _ edits: [CellEdit]
    ) -> (edits: [CellEdit], besides: [ElementID: ElementID]) {
        guard !parts.isEmpty else { return (edits, [:]) }
        var after = card
        var touched: [ElementID] = []
        var result: [CellEdit] = []
        var besides: [ElementID: ElementID] = [:]
        for edit in edits {
            let first = firstByRest[edit.cell.element] ?? edit.cell.element
            guard edit.cell.field == .line, edit.cell.entity == card.entity, parts[first] != nil
            else {
                result.append(edit)
                continue
            }
            if !touched.contains(first) { touched.append(first) }
            // What a file had to leave to kith is written before what stays, for the history.
            if edit.verb == .put, let line = CardLine(element: edit.cell.element, value: edit.value)
            {
                if let earlier = after[line.element], earlier.raw != card[line.element]?.raw {
                    result.append(.put(earlier.value, in: edit.cell, of: edit.kind))
                }
                after.put(line)
            } else {
                after.remove(edit.cell.element)
            }
        }
        for element in touched {
            let now = HomeLines(element, in: self, after: after)
            result += now.edits
            besides.merge(now.besides) { old, _ in old }
        }
        return (result, besides)
    }
}

extension CardInOneVersion {
    /// The edits that bring one shown line to what its lines in the file say now.
    private struct HomeLines {
        private(set) var edits: [CellEdit] = []
        private(set) var besides: [ElementID: ElementID] = [:]
        private let shown: Card

        init(_ element: ElementID, in whole: CardInOneVersion, after: Card) {
            shown = whole.shown
            guard let part = whole.parts[element], let line = shown[element] else { return }
            let isRestSame = part.rest.allSatisfy { after[$0]?.raw == whole.card[$0]?.raw }
            guard let now = after[element] else {
                remove([element] + part.takenIn)
                let left = part.rest.compactMap { after[$0] }
                let isValue = left.contains { ContentLine(raw: $0.raw).name != "X-ABLABEL" }
                add(isValue ? left : [], beside: element)
                return
            }
            guard now.raw != whole.card[element]?.raw else {
                if isRestSame {
                    put(line)
                } else {
                    takeAsIs(now, part.rest.compactMap { after[$0] })
                }
                return
            }
            let name = ContentLine(raw: line.raw).name
            var lines = whole.homeLines(of: now, line)
            guard isRestSame, lines.first.map({ ContentLine(raw: $0).name }) == name else {
                takeAsIs(now, part.rest.compactMap { after[$0] })
                return
            }
            put(CardLine(element: element, place: line.place, raw: lines.removeFirst()))
            for other in part.takenIn.compactMap({ shown[$0] }) {
                let name = ContentLine(raw: other.raw).name
                let index = lines.firstIndex { ContentLine(raw: $0).name == name }
                guard let index else {
                    remove([other.element])
                    continue
                }
                put(
                    CardLine(
                        element: other.element, place: other.place, raw: lines.remove(at: index)))
            }
            let further = lines.filter {
                ["LABEL", "SORT-STRING"].contains(ContentLine(raw: $0).name)
            }
            add(
                further.map { CardLine(element: element, place: line.place, raw: $0) },
                beside: element)
        }

        /// A card takes what has no way back into its version: nothing is lost by that.
        private mutating func takeAsIs(_ line: CardLine, _ rest: [CardLine]) {
            put(line)
            add(rest, beside: line.element)
        }

        private mutating func put(_ line: CardLine) {
            edits.append(.put(line.value, in: shown.cell(of: line.element), of: shown.kind))
        }

        private mutating func remove(_ elements: [ElementID]) {
            edits += elements.filter { shown[$0] != nil }.map {
                .remove(shown.cell(of: $0), of: shown.kind)
            }
        }

        private mutating func add(_ lines: [CardLine], beside element: ElementID) {
            for line in lines {
                var free = line.element
                while shown[free] != nil || besides[free] != nil {
                    free = ElementID(value: free.value &+ 1)
                }
                besides[free] = element
                put(line.moved(to: free, at: line.place))
            }
        }
    }

    /// An edited line in the version of the card that has it.
    private func homeLines(of now: CardLine, _ line: CardLine) -> [[UInt8]] {
        let version = shown.versionByElement[line.element] ?? CardVersion(of: shown)
        guard version != target else { return [now.raw] }
        let writer = LineWriter(
            version: version, terminator: Card.terminator(of: line.raw) ?? shown.terminator)
        let head = LineWriter(version: target).line(
            head: Array("VERSION".utf8), parts: [target.rawValue])
        let element = ElementID(value: now.element.value &+ 1)
        let alone = Card(
            entity: shown.entity,
            lines: [
                CardLine(element: element, place: 0, raw: head),
                CardLine(element: now.element, place: 1, raw: now.raw),
            ])
        var converter = CardConverter(alone, to: version == .four ? .four : .three)
        converter.convertLines(alone.lines.map { ContentLine(raw: $0.raw) })
        return converter.result.map { $0.bytes(writer) }
    }
}
