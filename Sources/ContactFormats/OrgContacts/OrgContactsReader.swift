import ContactModel

/// Reads the Org files of org-contacts: a heading a person, its properties in a drawer.
///
/// A heading is a person when its drawer has one of the properties that org-contacts looks for;
/// other headings only give their tags to those below them. Below a person they are a part of what is
/// written of that person.
package struct OrgContactsReader {
    /// How many tags of one heading those below it take over.
    private static let maximumInheritedTags = 32

    /// The headings around a line, the outermost first.
    private var open: [(level: Int, tags: [String], contact: OrgContact)] = []
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
        reader.close(from: 0)
        let others = reader.otherLines.map { first, count in
            [ImportDiagnostic(line: first, problem: .source(.otherLines(count: count)))]
        }
        let cards = reader.cards.sorted { $0.startLine < $1.startLine }
        return (cards, source.problems + (others ?? []))
    }

    private init() {}

    private mutating func take(_ text: String, _ number: Int) {
        let level = text.prefix { $0 == "*" }.count
        if level > 0, level < 64, text.dropFirst(level).first == " " {
            close(from: level)
            begin(String(text.dropFirst(level)), level: level, number)
            return
        }
        let trimmed = text.trimmed
        switch trimmed.lowercased() {
        case ":properties:": isInDrawer = true
        case ":end:" where isInDrawer: isInDrawer = false
        default:
            // A drawer holds nothing but properties: text ends one that nobody closed.
            if isInDrawer, !trimmed.isEmpty, !trimmed.hasPrefix(":") { isInDrawer = false }
            if open.isEmpty {
                note(isInDrawer || trimmed.isEmpty || trimmed.hasPrefix("#") ? 0 : 1, of: number)
            } else if isInDrawer {
                open[open.count - 1].contact.addProperty(trimmed)
            } else {
                open[open.count - 1].contact.body.append(text)
            }
        }
    }

    private mutating func note(_ lines: Int, of line: Int) {
        guard lines > 0 else { return }
        otherLines = (otherLines?.first ?? line, (otherLines?.count ?? 0) + lines)
    }

    private mutating func begin(_ heading: String, level: Int, _ number: Int) {
        var title = heading.trimmed
        var tags: [String] = []
        let word = title.split(separator: " ").last ?? ""
        if word.hasPrefix(":"), word.hasSuffix(":"), word.utf8.count > 2 {
            tags = word.split(separator: ":").map(String.init)
            title = title.dropLast(word.count).trimmingSpaces
        }
        // A hostile file could make every heading inherit a megabyte.
        let inherited = open.flatMap { $0.tags.prefix(Self.maximumInheritedTags) }
        open.append(
            (level, tags, OrgContact(title: title, tags: inherited + tags, line: number)))
        isInDrawer = false
    }

    /// Ends the headings of a level and below it.
    private mutating func close(from level: Int) {
        isInDrawer = false
        while let last = open.last, last.level >= level {
            open.removeLast()
            let contact = last.contact
            if contact.isPerson {
                cards.append(contact.card)
            } else if open.contains(where: \.contact.isPerson) {
                open[open.count - 1].contact.add(contact)
            } else {
                note(contact.body.count { !$0.trimmed.isEmpty }, of: contact.line)
            }
        }
    }
}
