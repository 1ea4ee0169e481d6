extension PersonName {
    /// Whether it calls somebody as another name does, and leaves out less: given and family name are
    /// the same, and of the other parts the other name has none that differ.
    package func completes(_ other: PersonName) -> Bool {
        func isSame(_ left: String, _ right: String) -> Bool {
            FoldedText.fold(left.trimmed) == FoldedText.fold(right.trimmed)
        }
        guard !(given + family).trimmed.isEmpty, isSame(given, other.given),
            isSame(family, other.family)
        else { return false }
        let parts = zip(
            [additional, prefix, suffix], [other.additional, other.prefix, other.suffix])
        return parts.allSatisfy { $1.trimmed.isEmpty || isSame($0, $1) }
            && parts.contains { $1.trimmed.isEmpty && !$0.trimmed.isEmpty }
    }

    /// Whether no card has letters behind its name that the other has not: a son is not his father.
    ///
    /// A card that has none contradicts no other.
    static func suffixesAgree(of card: Card, _ other: Card) -> Bool {
        let (own, others) = (suffixes(of: card), suffixes(of: other))
        return own.isEmpty || others.isEmpty || !own.isDisjoint(with: others)
    }

    private static func suffixes(of card: Card) -> Set<String> {
        let names = card.lines.compactMap { line -> PersonName? in
            let content = ContentLine(raw: line.raw)
            return switch content.name {
            case "N": PersonName(components: content.components)
            case "FN": PersonName(splitting: content.text)
            default: nil
            }
        }
        return Set(names.map { FoldedText.fold($0.suffix.trimmed) }.filter { !$0.isEmpty })
    }

    /// Whether a line that says how somebody is called says all that another one does, and more.
    ///
    /// In the parts of a name anything counts. In the name as a whole letters behind it alone do, which
    /// tell a son from his father: with what titles and further names somebody is called is a choice.
    static func line(_ content: ContentLine, completes other: ContentLine) -> Bool {
        guard content.name == other.name else { return false }
        switch content.name {
        case "N":
            return PersonName(components: content.components)
                .completes(PersonName(components: other.components))
        case "FN":
            var (name, known) = (
                PersonName(splitting: content.text), PersonName(splitting: other.text)
            )
            guard name.completes(known), known.suffix.isEmpty, !name.suffix.isEmpty else {
                return false
            }
            (name.suffix, known.suffix) = ("", "")
            return !name.completes(known)
        default: return false
        }
    }
}
