import ContactFormats
import ContactModel
import SQLiteReplica

/// A person on one screen.
struct PersonPage {
    /// Where values begin, behind their titles, unless a field of one's own has a longer name.
    private static let usualColumn = 12
    /// A longer name is followed by its value, and pushes no other to the right.
    private static let longestTitle = 27

    /// Several of them stand in one entry.
    static let tagsTitle = "tags"

    /// An entry of the page: a title and the text behind it, or a line without one.
    struct Entry {
        var title = ""
        let parts: [String]
        var tail = ""
    }

    private let view: PersonView
    private let photos: [PhotoFacts]
    private(set) var entries: [Entry] = []
    /// The names of people whom the card names by something else than a name.
    private var relatives: [String: String] = [:]

    /// Lays out a person's page, with the reader's private words.
    init(_ details: PersonDetails, _ ties: [TieLine] = [], _ relations: [CardRelation] = []) {
        view = details.view
        for relation in relations {
            guard case .person(_, let name) = relation.outcome, relation.text.contains(":")
            else { continue }
            relatives[relation.text] = name
        }
        photos = details.photos
        build()
        entries = CardOrigins(details, relatives).marked(entries)
        for tie in ties { add(tie.title, tie.text, tie.label) }
        addOverlay(details)
    }

    /// Adds what the reader's teams said of being in touch.
    mutating func add(_ touches: [String], more: Int, of name: String) {
        guard !touches.isEmpty else { return }
        let rest =
            more > 0
            ? ["\(more) more: `kith team \(TerminalText.visible(ShellWord.plain(name)))`"] : []
        entries.append(Entry(title: "your team", parts: touches + rest.map { Style.faint($0) }))
    }

    /// A card by itself.
    init(_ view: PersonView, _ photos: [PhotoFacts]) {
        self.view = view
        self.photos = photos
        build()
    }

    /// Lays out one of several cards by itself, in the words of the whole page.
    init(of card: CardOfSpace, _ relatives: [String: String]) {
        view = card.view
        photos = []
        self.relatives = relatives
        build()
    }

    /// Shows the page as a command's answer.
    func show(_ pager: PagerOptions?) {
        Terminal.page(Terminal.told(text, hanging: valueColumn), pager)
    }

    /// Shows the page as a part of another.
    func tell() {
        Terminal.tell(text, hanging: valueColumn)
    }

    private var valueColumn: Int {
        let titles = entries.map { TerminalText.width($0.title) + 1 }
        return max(Self.usualColumn, titles.filter { $0 <= Self.longestTitle }.max() ?? 0)
    }

    /// The page, with a line break at the end.
    private var text: String {
        let column = valueColumn
        return entries.map { entry in
            guard !entry.title.isEmpty else { return entry.parts.joined(separator: "\n") + "\n" }
            let width = max(column, TerminalText.width(entry.title) + 1)
            let head = Style.faint(TerminalText.padded(entry.title, to: width))
            let indent = String(repeating: " ", count: column)
            return head + entry.parts.joined(separator: "\n" + indent) + entry.tail + "\n"
        }.joined()
    }

    private mutating func build() {
        let name = Style.strong(TerminalText.visible(view.displayName))
        let id = Style.faint(PeopleTable.shortID(view.entity))
        entries.append(Entry(parts: ["\(name)  \(id)"]))
        for title in [view.title] + view.furtherTitles { add("title", title) }
        for role in [view.role] + view.furtherRoles { add("role", role) }
        let organisation = [view.organisation] + view.organisationUnits
        for parts in [organisation] + view.furtherOrganisations {
            add("at", parts.filter { !$0.isEmpty }.joined(separator: ", "))
        }
        add("e-mail", view.emails) { $0 }
        add("phone", view.phones) { $0 }
        add("address", view.addresses, \.oneLine)
        add("url", view.urls) { $0 }
        add("handle", view.handles) { HandleAddress.asTyped($0) }
        add("birthday", view.birthday?.spoken ?? "")
        add("anniversary", view.anniversary?.spoken ?? "")
        for date in view.dates { add("date", date.value.spoken, date.label) }
        for fact in view.facts { add(fact.name, fact.value) }
        let own = Set(view.custom.map { [$0.name, $0.value] })
        for relation in view.relations where !own.contains([relation.label, relation.value]) {
            add("relation", relatives[relation.value] ?? shown(relation.value), relation.label)
        }
        add("nickname", view.nicknames.listed())
        add(Self.tagsTitle, view.tags.listed())
        let groups = Array(view.groups.dropFirst(view.tags.count))
        add("groups", groups.listed())
        for field in view.custom { add(field.name, field.value, field.column ?? "") }
        for note in view.notes { add("note", note, style: MarkdownText.line) }
        for (index, photo) in photos.enumerated() {
            add(
                "photo", photo.summary, index == 0 && photos.count > 1 ? "the one that is used" : ""
            )
        }
    }

    /// A reference without the scheme that only programs read.
    private func shown(_ reference: String) -> String {
        for scheme in ["mailto:", "tel:"] where reference.lowercased().hasPrefix(scheme) {
            return String(reference.dropFirst(scheme.count))
        }
        return reference
    }

    private mutating func addOverlay(_ details: PersonDetails) {
        if details.spaces != ["personal"] { add("space", details.spaces.joined(separator: ", ")) }
        if !details.summary.tier.isEmpty { add("tier", details.summary.tier, "private") }
        for note in details.notes {
            add(
                "note", note.text, "private, \(TimeText.local(note.atMilliseconds))",
                style: MarkdownText.line)
        }
        if details.conflictCount > 0 {
            entries.append(Entry(parts: [ConflictText.pointer(details.conflictCount)]))
        }
    }

    /// Adds several values of one sort; which of them is preferred is told where there is a choice.
    private mutating func add<Value>(
        _ title: String, _ values: [Labelled<Value>], _ text: (Value) -> String
    ) {
        // The cards of one person may each prefer another: the first is taken, as where one is chosen.
        let chosen = values.first { $0.isPreferred && !LineLabel.isMute($0.label) }
        let preferred = (chosen ?? values.first(where: \.isPreferred))?.element
        for value in values {
            let mark = value.element == preferred && values.count > 1 ? "preferred" : ""
            let label = [value.label, mark].filter { !$0.isEmpty }.joined(separator: ", ")
            add(title, text(value.value), label)
        }
    }

    private mutating func add(
        _ title: String, _ value: String, _ label: String = "",
        style: (String) -> String = { $0 }
    ) {
        guard !value.isEmpty else { return }
        let tail = label.isEmpty ? "" : "  " + Style.faint("(\(TerminalText.visible(label)))")
        entries.append(
            Entry(
                title: title, parts: TerminalText.visibleLines(value).map(style), tail: tail))
    }
}
