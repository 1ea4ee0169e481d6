package import ContactModel

extension CSVExporter {
    /// The properties of a card that a table has no column for, each once, in the card's order.
    ///
    /// What programs write for themselves is not told.
    package static func losses(of card: Card) -> [ConversionLoss] {
        let person = PersonView(card)
        var held = held
        if case .uri = person.photo { held.insert("PHOTO") }
        if person.form == .individual {
            held.formUnion(["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"])
        }
        var lost: [String] = []
        for line in card.lines {
            let content = ContentLine(raw: line.raw)
            let name = content.name.isEmpty ? "a line without a name" : content.name
            guard !held.contains(name), !lost.contains(name),
                !CustomField.isOwnOrOfProgram(content)
            else { continue }
            lost.append(name)
        }
        return lost.map { ConversionLoss(kind: .withoutColumn, property: $0) }
    }

    /// The properties that have a column, and those that a table needs none for.
    private static let held: Set<String> = [
        "VERSION", "PRODID", "REV", "UID", "FN", "N", "NICKNAME", "SORT-STRING", "ORG", "TITLE",
        "ROLE", "EMAIL", "TEL", "ADR", "URL", "IMPP", "RELATED", "BDAY", "ANNIVERSARY", "NOTE",
        "CATEGORIES", "GENDER", "HOBBY", "DEATHDATE", "X-DEATHDATE", "SOCIALPROFILE",
        "X-SOCIALPROFILE", "X-ABDATE", "X-ABRELATEDNAMES", "X-ANNIVERSARY", "LABEL", "CLIENTPIDMAP",
    ]
}
