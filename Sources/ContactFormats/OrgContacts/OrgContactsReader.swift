import ContactModel

/// Reads the Org files of org-contacts: a heading a person, its properties in a drawer.
///
/// A heading is a person when its drawer has one of the properties that org-contacts looks for;
/// other headings only give their tags to those below them.
package struct OrgContactsReader {
    /// How many tags of one heading those below it take over.
    private static let maximumInheritedTags = 32

    private var headings: [(level: Int, tags: [String])] = []
    private var current: OrgContact?
    private var isInDrawer = false
    private var cards: [ImportedCard] = []
    private var otherLines: (first: Int, count: Int)?

    /// Reads a whole file.
    ///
    /// - Returns: A card a person in the order of the file, and problems that belong to none.
    package static func read(
        _ bytes: [UInt8]
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        let source = SourceLines(bytes)
        var reader = OrgContactsReader()
        for (number, text) in source.lines { reader.take(text, number) }
        reader.close()
        let others = reader.otherLines.map { first, count in
            [ImportDiagnostic(line: first, problem: .source(.otherLines(count: count)))]
        }
        return (reader.cards, source.problems + (others ?? []))
    }

    private init() {}

    private mutating func take(_ text: String, _ number: Int) {
        let level = text.prefix { $0 == "*" }.count
        if level > 0, level < 64, text.dropFirst(level).first == " " {
            close()
            begin(String(text.dropFirst(level)), level: level, number)
            return
        }
        let trimmed = text.trimmed
        switch trimmed.lowercased() {
        case ":properties:": isInDrawer = true
        case ":end:" where isInDrawer: isInDrawer = false
        default:
            if isInDrawer {
                current?.addProperty(trimmed)
            } else if current != nil {
                current?.body.append(text)
            } else if !trimmed.isEmpty, !trimmed.hasPrefix("#") {
                otherLines = (otherLines?.first ?? number, (otherLines?.count ?? 0) + 1)
            }
        }
    }

    private mutating func begin(_ heading: String, level: Int, _ number: Int) {
        while let last = headings.last, last.level >= level { headings.removeLast() }
        var title = heading.trimmed
        var tags: [String] = []
        let word = title.split(separator: " ").last ?? ""
        if word.hasPrefix(":"), word.hasSuffix(":"), word.utf8.count > 2 {
            tags = word.split(separator: ":").map(String.init)
            title = title.dropLast(word.count).trimmingSpaces
        }
        // A hostile file could make every heading inherit a megabyte.
        let inherited = headings.flatMap { $0.tags.prefix(Self.maximumInheritedTags) }
        headings.append((level, tags))
        current = OrgContact(title: title, tags: inherited + tags, line: number)
        isInDrawer = false
    }

    private mutating func close() {
        guard let contact = current else { return }
        current = nil
        isInDrawer = false
        if contact.isPerson {
            cards.append(contact.card)
            return
        }
        let lost = contact.body.count { !$0.trimmed.isEmpty }
        guard lost > 0 else { return }
        otherLines = (otherLines?.first ?? contact.line, (otherLines?.count ?? 0) + lost)
    }
}
