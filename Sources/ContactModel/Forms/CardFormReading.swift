import ChangeLog

/// A card as a form, and which line each value stands in.
package struct CardFormReading: Sendable {
    package private(set) var form = PersonForm()
    /// The lines of the entries of each list, in the same order; none for lists in one line.
    private(set) var elements: [PersonForm.List: [ElementID]] = [:]
    /// The parts of the card beside the form, such as `PHOTO (12 KiB)`, each once.
    package private(set) var hidden: [String] = []

    private let labels: GroupLabels
    private let view: PersonView
    private var fullNamePreference = Int.max
    /// The properties with a single line in the form that have one already.
    private var filled: Set<String> = []

    /// Reads a card; what has no place in a form is named and left alone.
    package init(_ card: Card) {
        view = PersonView(card)
        let lines = card.lines.map { (element: $0.element, content: ContentLine(raw: $0.raw)) }
        labels = GroupLabels(lines.map(\.content))
        readTexts()
        for (element, content) in lines { read(content, element) }
        // A row of Android's says what no property does.
        for case .date(let date, let label) in lines.compactMap({ AndroidRow($0.content) }) {
            let field: PersonForm.Field? =
                label == "birthday" ? .birthday : label == "anniversary" ? .anniversary : nil
            if let field, form[field].isEmpty { form[field] = date.description }
        }
    }

    private mutating func readTexts() {
        for (field, part) in zip(PersonForm.Field.nameParts, view.name.components) {
            form[field] = part
        }
        form[.organisation] = view.organisation
        form[.title] = view.title
        form[.role] = view.role
        form[.units] = view.organisationUnits.map { PersonForm.Entry($0) }
        form[.nicknames] = view.nicknames.map { PersonForm.Entry($0) }
        form[.tags] = view.tags.map { PersonForm.Entry($0) }
    }

    private mutating func read(_ line: ContentLine, _ element: ElementID) {
        switch line.name {
        case "FN":
            if form[.fullName].isEmpty || line.preference < fullNamePreference,
                !line.text.trimmed.isEmpty
            {
                (form[.fullName], fullNamePreference) = (line.text, line.preference)
            }
        case "EMAIL": add(.emails, CardProjection.withoutScheme(line.text.trimmed), line, element)
        case "TEL": add(.phones, CardProjection.withoutScheme(line.text.trimmed), line, element)
        case "URL": add(.urls, line.text, line, element)
        case "NOTE": add(.notes, PersonForm.Entry(line.text), element)
        case "ADR":
            let address = PostalAddress(components: line.components)
            add(
                .addresses,
                PersonForm.Entry(parts: address.components, label: labels.label(of: line)),
                element)
        case "BDAY": readDate(line, .birthday)
        case let name where PartialDate.anniversaryProperties.contains(name):
            readDate(line, .anniversary)
        case "DEATHDATE", "X-DEATHDATE": readDate(line, .died)
        case let name where HandleAddress.properties.contains(name):
            let service = HandleAddress.service(of: line) ?? labels.label(of: line)
            add(
                .handles,
                PersonForm.Entry(HandleAddress.shown(line.text.trimmed), label: service), element)
        case "RELATED", "X-ABRELATEDNAMES": add(.relations, line.text, line, element)
        case "X-ABDATE": add(.dates, PartialDate(line: line).description, line, element)
        default:
            if let custom = CustomField(line) {
                add(.custom, PersonForm.Entry(custom.value, label: custom.name), element)
            } else {
                hide(line)
            }
        }
    }

    private mutating func readDate(_ line: ContentLine, _ field: PersonForm.Field) {
        if form[field].isEmpty { form[field] = PartialDate(line: line).description }
    }

    private mutating func add(
        _ list: PersonForm.List, _ text: String, _ line: ContentLine, _ element: ElementID
    ) {
        add(list, PersonForm.Entry(text, label: labels.label(of: line)), element)
    }

    private mutating func add(
        _ list: PersonForm.List, _ entry: PersonForm.Entry, _ element: ElementID
    ) {
        guard !entry.isBlank else { return }
        form[list].append(entry)
        elements[list, default: []].append(element)
    }

    /// The properties that are in the form already, or belong to those.
    private static let shown: Set<String> = [
        "", "VERSION", "UID", "PRODID", "REV", "N", "NICKNAME", "ORG", "TITLE", "ROLE",
        "CATEGORIES", "X-ABLABEL",
    ]

    private mutating func hide(_ line: ContentLine) {
        if ["ORG", "TITLE", "ROLE"].contains(line.name), !line.text.trimmed.isEmpty {
            guard !filled.insert(line.name).inserted else { return }
            let text = line.components.filter { !$0.trimmed.isEmpty }.joined(separator: ", ")
            return hidden.append("\(line.name) (\(text))")
        }
        guard !Self.shown.contains(line.name) else { return }
        let kibibytes = line.storage.count / 1_024
        let size = kibibytes > 0 ? " (\(kibibytes) KiB)" : ""
        if !hidden.contains(line.name + size) { hidden.append(line.name + size) }
    }
}
