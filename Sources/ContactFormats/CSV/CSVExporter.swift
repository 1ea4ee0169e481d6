package import ContactModel

/// Writes a table in the manner of Google Contacts, which most programs read.
///
/// The repeating columns grow with the people: measure everybody first, then write the header,
/// then everybody again. Columns that few people need are there when somebody needs them. Formulas
/// are defused, see `CSVFormula`. A table holds less than a card, see ``losses(of:)``.
package struct CSVExporter: Sendable {
    /// How many of each repeating block there are.
    private var counts: [Block: Int] = [:]
    /// Which of the columns that few need are needed.
    private var rare: Set<String> = []

    /// A repeating block of columns.
    private enum Block: String, CaseIterable {
        case email = "E-mail"
        case phone = "Phone"
        case address = "Address"
        case relation = "Relation"
        case website = "Website"
        case event = "Event"
        case messenger = "IM"
        case own = "Custom Field"
        /// The first organisation has columns that are always there.
        case organisation = "Organization"

        /// The number of the first block.
        var first: Int { self == .organisation ? 2 : 1 }

        /// The columns of one block.
        var columns: [String] {
            switch self {
            case .address:
                [
                    "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code",
                    "Country", "Extended Address",
                ]
            case .messenger: ["Label", "Service", "Value"]
            case .organisation: ["Name", "Title", "Department"]
            default: ["Label", "Value"]
            }
        }
    }

    package init() {}

    /// A whole table, with its header.
    package static func table(of people: [PersonView]) -> [UInt8] {
        var exporter = CSVExporter()
        for person in people { exporter.measure(person) }
        return exporter.header + people.flatMap { exporter.row($0) }
    }

    /// Makes room for what a person has.
    package mutating func measure(_ person: PersonView) {
        for (column, text) in Self.rareCells(person) where !text.isEmpty { rare.insert(column) }
        for block in Block.allCases {
            counts[block] = max(counts[block] ?? 0, Self.cells(person, block).count)
        }
    }

    /// The first line.
    package var header: [UInt8] {
        let blocks = Block.allCases.flatMap { block in
            (0..<(counts[block] ?? 0)).flatMap { index in
                block.columns.map { "\(block.rawValue) \(block.first + index) - \($0)" }
            }
        }
        return Self.line(Self.singleColumns + Self.rareColumns.filter(rare.contains) + blocks)
    }

    /// The line of a person who was measured before.
    package func row(_ person: PersonView) -> [UInt8] {
        let blocks = Block.allCases.flatMap { block -> [String] in
            let cells = Self.cells(person, block)
            let count = max(counts[block] ?? 0, cells.count)
            let empty = Array(repeating: "", count: block.columns.count)
            return (0..<count).flatMap { $0 < cells.count ? cells[$0] : empty }
        }
        let rareCells = Self.rareCells(person).filter { rare.contains($0.column) }.map(\.text)
        return Self.line(Self.singles(person) + rareCells + blocks)
    }

    private static let singleColumns = [
        "First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "Nickname",
        "File As", "Organization Name", "Organization Title", "Organization Department",
        "Birthday", "Notes", "Photo", "Labels",
    ]

    private static func singles(_ person: PersonView) -> [String] {
        var name = person.name
        let isNobody = person.displayName == PersonView.noName
        if name.isBlank, person.isNamed || isNobody { name.given = person.displayName }
        let sortName = person.sortName == name.sorted ? "" : person.sortName
        var photo = ""
        if case .uri(let address) = person.photo { photo = address }
        return [
            name.given, name.additional, name.family, name.prefix, name.suffix,
            person.nicknames.joined(separator: " ::: "),
            sortName == person.displayName ? "" : sortName, person.organisation, person.title,
            person.organisationUnits.joined(separator: ", "), person.birthday?.description ?? "",
            person.notes.joined(separator: "\n\n"), photo,
            person.groups.joined(separator: " ::: "),
        ]
    }

    private static let phonetic = [
        ("Phonetic First Name", "phonetic-first-name"),
        ("Phonetic Middle Name", "phonetic-middle-name"),
        ("Phonetic Last Name", "phonetic-last-name"),
    ]
    private static let rareColumns =
        phonetic.map(\.0) + ["Full Name", "Occupation", "Gender", "Hobby"]

    /// How a name sounds, how it is said when its parts do not say that, and what few cards say.
    private static func rareCells(_ person: PersonView) -> [(column: String, text: String)] {
        let isOther = !person.name.isBlank && person.displayName != person.name.composed
        func facts(_ name: String) -> String {
            person.facts.filter { $0.name == name }.map(\.value).joined(separator: " ::: ")
        }
        let roles = [person.role] + person.furtherRoles
        return phonetic.map { column, field in
            (column, person.custom.first { $0.name == field }?.value ?? "")
        } + [
            ("Full Name", isOther ? person.displayName : ""),
            ("Occupation", roles.joined(separator: " ::: ")), ("Gender", facts("gender")),
            ("Hobby", facts("hobby")),
        ]
    }

    private static func cells(_ person: PersonView, _ block: Block) -> [[String]] {
        switch block {
        case .email: person.emails.map(pair)
        case .phone: person.phones.map(pair)
        case .website: person.urls.map(pair)
        case .relation: person.relations.map(pair)
        case .messenger: person.handles.map { ["", $0.label, $0.value] }
        case .event: events(person)
        case .address: person.addresses.map(cells)
        case .organisation: work(person)
        case .own:
            person.custom.filter { field in
                !phonetic.contains { $0.1 == field.name }
                    && RelatedReference.label(ofProperty: CustomField.property(field.name)) == nil
            }
            .map { [$0.name, $0.value] }
        }
    }

    /// Further organisations and titles, in the order of the card.
    private static func work(_ person: PersonView) -> [[String]] {
        let (organisations, titles) = (person.furtherOrganisations, person.furtherTitles)
        return (0..<max(organisations.count, titles.count)).map { index in
            let parts = index < organisations.count ? organisations[index] : []
            return [
                parts.first ?? "", index < titles.count ? titles[index] : "",
                parts.dropFirst().joined(separator: ", "),
            ]
        }
    }

    private static func events(_ person: PersonView) -> [[String]] {
        let died = person.facts.filter(\.isDeath).map { ["Death", $0.value] }
        let own = person.dates.map { [$0.label, $0.value.description] } + died
        guard let anniversary = person.anniversary?.description else { return own }
        let isThere = own.contains { $0 == ["anniversary", anniversary] }
        return isThere ? own : [["Anniversary", anniversary]] + own
    }

    private static func cells(_ address: Labelled<PostalAddress>) -> [String] {
        let value = address.value
        return [
            label(address), value.oneLine, value.street, value.locality, value.poBox,
            value.region, value.postalCode, value.country, value.extended,
        ]
    }

    private static func pair(_ value: Labelled<String>) -> [String] {
        [label(value), value.value]
    }

    /// A preferred value is marked as Google marks it.
    private static func label<Value>(_ value: Labelled<Value>) -> String {
        value.isPreferred ? "* \(value.label)".trimmed : value.label
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(CSVFormula.defused(cell, for: .addressBook), to: &bytes)
        }
        return bytes + [13, 10]
    }

    /// Quotes a cell where RFC 4180 asks for it, and where a reader would trim it.
    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        let text = cell.utf8
        let needsQuotes =
            text.contains { $0 == 0x22 || $0 == 0x2C || $0.isLineBreak }
            || text.first == 0x20 || text.last == 0x20
        guard needsQuotes else {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
