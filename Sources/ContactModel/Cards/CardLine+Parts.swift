extension CardLine {
    /// Whether an edit of a line that is shown leaves open what another machine said there instead.
    ///
    /// Who writes the postcode of an address of two cities chooses neither city, and who adds a tag
    /// chooses no list of tags. A line of one part, such as a title, is decided by whoever sets it.
    ///
    /// - Parameters:
    ///   - other: What the other machine said; nil when it took the line away.
    ///   - edited: What the line says from now on.
    /// - Returns: Whether they differ in a part that the edit left as it was.
    package func leavesOpen(_ other: CardLine?, editedTo edited: CardLine) -> Bool {
        guard parted == nil, edited.parted == nil, other?.parted == nil else { return false }
        let (mine, now) = (ContentLine(raw: raw), ContentLine(raw: edited.raw))
        guard !mine.isOpaque, mine.name == now.name, !Self.pictures.contains(mine.name) else {
            return false
        }
        let (before, after) = (mine.parts, now.parts)
        guard let other else {
            // A label says nothing by itself.
            return CardLine.isList(raw)
                || before.contains { !$0.key.isParameter && after[$0.key] == $0.value }
        }
        let theirs = ContentLine(raw: other.raw)
        guard mine.name == theirs.name else { return false }
        if CardLine.isList(raw) { return !ContentLine.saysTheSame(raw, other.raw) }
        let said = theirs.parts
        return Set(before.keys).union(said.keys).contains {
            before[$0] != said[$0] && before[$0] == after[$0]
        }
    }

    /// Their parameters say of what form the value is, and go with it.
    private static let pictures: Set<String> = ["PHOTO", "LOGO", "KEY", "SOUND"]
}

extension ContentLine {
    /// One of the things that a line says, which can be set without the others.
    fileprivate enum Part: Hashable {
        /// The number of a component: of a name, an address, an organisation; else 0.
        case component(Int)
        case parameter(String)

        var isParameter: Bool {
            if case .parameter = self { true } else { false }
        }
    }

    /// The parts that are not empty.
    fileprivate var parts: [Part: [String]] {
        let components = Self.structured.contains(name) ? componentLists : [[text]]
        var parts: [Part: [String]] = [:]
        for (number, component) in components.enumerated() where component != [""] {
            parts[.component(number)] = component
        }
        for parameter in parameters where !Self.ofSpelling.contains(parameter.name) {
            let name = parameter.name.isEmpty ? "TYPE" : parameter.name
            parts[.parameter(name), default: []] += parameter.values.map { $0.lowercased() }
        }
        return parts.mapValues { $0.count < 2 ? $0 : $0.sorted() }
    }

    /// The parameters that say how a value is written down.
    private static let ofSpelling: Set<String> = ["CHARSET", "ENCODING", "VALUE"]
}
