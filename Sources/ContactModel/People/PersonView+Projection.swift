import ChangeLog

extension PersonView {
    /// Reads a card; total: whatever cannot be read is left out of the view and stays in the card.
    package init(_ card: Card) {
        var projection = CardProjection(entity: card.entity)
        for line in card.lines {
            projection.read(line)
        }
        self = projection.finished()
    }
}

/// The pass over a card's lines: labels are known only at its end.
struct CardProjection {
    private var view: PersonView
    private var labels = GroupLabels()
    private var pending: [Pending] = []
    private var seenTags: Set<String> = []
    private var seenRelations: Set<String> = []
    /// Up to so many values a set of them is dearer than looking at each.
    private static let comparedOneByOne = 16
    private var sortKey = ""
    private var fullName = ""
    private var fullNamePreference = Int.max
    /// The lines whose property is named after a service; most cards have none.
    private var namedAfterService: [ElementID] = []
    private var androidRows: [(row: AndroidRow, element: ElementID)] = []

    /// A value that waits for its label.
    private struct Pending {
        let line: ContentLine
        let element: ElementID
    }

    init(entity: EntityID) {
        view = PersonView(entity: entity)
    }

    /// Takes the next line in.
    mutating func read(_ cardLine: CardLine) {
        let line = ContentLine(raw: cardLine.raw)
        switch line.name {
        case "EMAIL", "TEL", "X-MS-TEL", "URL", "ADR", "IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE",
            "X-ABDATE",
            "X-ABRELATEDNAMES", "RELATED":
            pending.append(Pending(line: line, element: cardLine.element))
        case "X-ABLABEL": labels.read(line)
        case "CATEGORIES": addTags(of: line)
        case "NOTE": append(line.text, to: \.notes)
        case "PHOTO":
            let parted = cardLine.parted.map {
                PhotoReference.inline(approximateBytes: $0.pictureByteCount)
            }
            view.photo = view.photo ?? parted ?? PhotoReference(line)
        case "BDAY":
            let date = PartialDate(line: line)
            guard let birthday = view.birthday, date != birthday else {
                return setDate(line, \.birthday)
            }
            let other = Labelled(
                value: date, label: "other birthday", isPreferred: false,
                element: cardLine.element)
            if date != .text("") { view.dates.append(other) }
        case "ANNIVERSARY": setDate(line, \.anniversary)
        case let name
        where name.hasPrefix("X-") && PartialDate.anniversaryProperties.contains(name):
            setDate(line, \.anniversary)
        case let name where name.hasPrefix("X-") && HandleAddress.services[name] != nil:
            pending.append(Pending(line: line, element: cardLine.element))
            namedAfterService.append(cardLine.element)
        default: readName(line, cardLine)
        }
    }

    private mutating func readName(_ line: ContentLine, _ cardLine: CardLine) {
        switch line.name {
        case "FN":
            let text = line.text.trimmed
            guard !fullName.isEmpty, line.preference >= fullNamePreference || text.isEmpty else {
                addName(PersonName(given: fullName))
                (fullName, fullNamePreference) = (text, line.preference)
                return
            }
            addName(PersonName(given: text))
        case "N":
            guard view.name.isBlank else {
                return addName(PersonName(components: line.components))
            }
            view.name = PersonName(components: line.components)
            let sortParts = line.values(of: "SORT-AS").flatMap { $0.split(separator: ",") }
            // Most have none, and joining them is dear the first time (decision 6).
            if !sortParts.isEmpty { set(sortParts.joined(separator: " "), &sortKey) }
        case "SORT-STRING", "X-EVOLUTION-FILE-AS": set(line.text, &sortKey)
        case "NICKNAME":
            for nickname in line.list { append(nickname, to: \.nicknames) }
        case "ORG":
            let parts = line.components.map(\.trimmed)
            let units = parts.dropFirst().filter { !$0.isEmpty }
            guard view.organisation.isEmpty else {
                return view.furtherOrganisations.append([parts.first ?? ""] + units)
            }
            view.organisation = parts.first ?? ""
            view.organisationUnits = units
        case "TITLE": set(line.text, \.title, further: \.furtherTitles)
        case "ROLE": set(line.text, \.role, further: \.furtherRoles)
        case "UID": view.uid = view.uid ?? line.text.trimmed
        case "VERSION": view.version = CardVersion(rawValue: line.text.trimmed) ?? view.version
        case "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS":
            view.form = CardForm(line) ?? view.form
        default:
            readPhonetic(line)
            if let row = AndroidRow(line) {
                androidRows.append((row, cardLine.element))
            } else if let fact = CardFact(line) {
                view.facts.append(fact)
            } else if let label = RelatedReference.label(ofProperty: line.name) {
                relate(line, cardLine, label)
            } else if let custom = CustomField(line) {
                view.custom.append(custom)
            } else if KeptCell.column(ofProperty: line.name) != nil {
                append(line.text, to: \.keptCells)
            }
        }
    }

    private mutating func addName(_ name: PersonName) {
        if !name.isBlank { view.furtherNames.append(name) }
    }

    /// Reads the phonetic lines that phones and Apple's programs write beside `N`; others are
    /// fields of one's own.
    private mutating func readPhonetic(_ line: ContentLine) {
        guard line.name.hasPrefix("X-PHONETIC-") else { return }
        let part: WritableKeyPath<PersonName, String>
        switch line.name {
        case "X-PHONETIC-LAST-NAME": part = \.family
        case "X-PHONETIC-FIRST-NAME": part = \.given
        case "X-PHONETIC-MIDDLE-NAME": part = \.additional
        default: return
        }
        var name = view.phoneticName ?? PersonName()
        set(line.text, &name[keyPath: part])
        view.phoneticName = name
    }

    /// A property that says by its name what somebody is.
    private mutating func relate(_ line: ContentLine, _ cardLine: CardLine, _ label: String) {
        let text = line.text.trimmed
        guard !text.isEmpty else { return }
        relate(Labelled(value: text, label: label, isPreferred: false, element: cardLine.element))
        if let custom = CustomField(line) { view.custom.append(custom) }
    }

    private func set(_ text: String, _ field: inout String) {
        if field.isEmpty { field = text.trimmed }
    }

    /// Takes the first text that is one; those after it are further ones.
    private mutating func set(
        _ text: String, _ field: WritableKeyPath<PersonView, String>,
        further: WritableKeyPath<PersonView, [String]>
    ) {
        if view[keyPath: field].isEmpty {
            view[keyPath: field] = text.trimmed
        } else {
            append(text, to: further)
        }
    }

    /// Says once what `RELATED` and Apple's line both say.
    private mutating func relate(_ relation: Labelled<String>) {
        func saying(_ relation: Labelled<String>) -> String {
            relation.value.lowercased() + "\n" + relation.label.lowercased()
        }
        let key = saying(relation)
        // A few are compared one by one, as tags are.
        if view.relations.count < Self.comparedOneByOne {
            guard !view.relations.contains(where: { saying($0) == key }) else { return }
        } else {
            if seenRelations.isEmpty { seenRelations = Set(view.relations.map(saying)) }
            guard seenRelations.insert(key).inserted else { return }
        }
        view.relations.append(relation)
    }

    private mutating func append(_ text: String, to list: WritableKeyPath<PersonView, [String]>) {
        let text = text.trimmed
        if !text.isEmpty { view[keyPath: list].append(text) }
    }

    private mutating func addTags(of line: ContentLine) {
        for entry in TagList(line).entries where isNew(entry.tag) {
            view.tags.append(entry.tag)
        }
    }

    /// Whether the card did not name the tag before.
    ///
    /// A few are compared one by one: the first set of a process is dear (decision 6).
    private mutating func isNew(_ tag: String) -> Bool {
        if view.tags.count < Self.comparedOneByOne { return !view.tags.contains(tag) }
        if seenTags.isEmpty { seenTags = Set(view.tags) }
        return seenTags.insert(tag).inserted
    }

    private mutating func setDate(
        _ line: ContentLine, _ field: WritableKeyPath<PersonView, PartialDate?>
    ) {
        let date = PartialDate(line: line)
        guard date != .text("") else { return }
        view[keyPath: field] = view[keyPath: field] ?? date
    }

    /// Gives every waiting value its label, derives the names, and ends the pass.
    mutating func finished() -> PersonView {
        for entry in pending {
            place(entry)
        }
        dropHandlesSaidAgain()
        pending = []
        for (row, element) in androidRows { place(row, element) }
        let candidates = [
            fullName, view.name.composed, view.organisation, view.nicknames.first ?? "",
            view.emails.first?.value ?? "", view.phones.first?.value ?? "", view.uid ?? "",
        ]
        view.displayName = candidates.first { !$0.isEmpty } ?? PersonView.noName
        let sortCandidates = [sortKey, view.name.sorted, view.displayName]
        view.sortName = sortCandidates.first { !$0.isEmpty } ?? view.displayName
        return view
    }

    /// Drops what a property named after a service says of an address that `IMPP` has too: Apple's and
    /// Google's programs write both.
    private mutating func dropHandlesSaidAgain() {
        guard !namedAfterService.isEmpty, namedAfterService.count < view.handles.count else {
            return
        }
        let again = Set(namedAfterService)
        let said = Set(
            view.handles.filter { !again.contains($0.element) }
                .flatMap { HandleAddress.keys(of: $0.value, service: $0.label) })
        view.handles.removeAll { handle in
            again.contains(handle.element)
                && HandleAddress.keys(of: handle.value, service: handle.label)
                    .contains(where: said.contains)
        }
    }

    /// Takes in what no property of the card said.
    private mutating func place(_ row: AndroidRow, _ element: ElementID) {
        switch row {
        case .nickname(let name):
            if !view.nicknames.contains(name) { view.nicknames.append(name) }
        case .relation(let name, let label):
            relate(Labelled(value: name, label: label, isPreferred: false, element: element))
        case .date(let date, let label):
            switch label {
            case "anniversary" where view.anniversary == nil: view.anniversary = date
            case "birthday" where view.birthday == nil: view.birthday = date
            case "anniversary" where view.anniversary == date,
                "birthday" where view.birthday == date:
                break
            default:
                view.dates.append(
                    Labelled(value: date, label: label, isPreferred: false, element: element))
            }
        }
    }

    private mutating func place(_ entry: Pending) {
        let line = entry.line
        let types = line.types
        let label = labels.label(of: line, types: types)
        let isPreferred = LineLabel.isPreferred(line, types: types)
        func labelled<Value>(_ value: Value, _ label: String) -> Labelled<Value> {
            Labelled(value: value, label: label, isPreferred: isPreferred, element: entry.element)
        }
        switch line.name {
        case "ADR":
            let address = PostalAddress(components: line.components)
            if !address.isBlank { view.addresses.append(labelled(address, label)) }
        case "X-ABDATE":
            let date = PartialDate(line: line)
            // Apple's form of the anniversary, often beside the other one.
            if label == "anniversary" { view.anniversary = view.anniversary ?? date }
            if label != "anniversary" || view.anniversary != date {
                view.dates.append(labelled(date, label))
            }
        default:
            let text = line.text.trimmed
            guard !text.isEmpty else { return }
            switch line.name {
            case "EMAIL": view.emails.append(labelled(Self.withoutScheme(text), label))
            case "TEL", "X-MS-TEL": view.phones.append(labelled(Self.withoutScheme(text), label))
            case "URL": view.urls.append(labelled(text, label))
            case "RELATED", "X-ABRELATEDNAMES": relate(labelled(text, label))
            default:
                view.handles.append(
                    labelled(HandleAddress.shown(text), HandleAddress.service(of: line) ?? label))
            }
        }
    }

    /// An e-mail address or a number without what says that it is one.
    static func withoutScheme(_ text: String) -> String {
        let lower = text.prefix(7).lowercased()
        if lower.hasPrefix("tel:") { return number(ofAddress: text.dropFirst(4)) }
        return lower == "mailto:" ? String(text.dropFirst(7)) : text
    }

    /// The number of a `tel:` address (RFC 3966) as people write it: what is dialled, and the extension.
    private static func number(ofAddress text: Substring) -> String {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        let number = parts.first.map(String.init) ?? ""
        let extensions = parts.dropFirst().filter { $0.lowercased().hasPrefix("ext=") }
        return extensions.first.map { number + " ext. " + $0.dropFirst(4) } ?? number
    }
}

extension PhotoReference {
    /// Tells a photo in the card from one elsewhere by its head and first bytes alone; only a short
    /// value that does not say what it is gets decoded.
    init?(_ line: ContentLine) {
        let size = line.storage.count - line.valueStart
        guard size > 0 else { return nil }
        let start = line.storage[line.valueStart...].drop { $0 <= 0x20 }
        guard !start.isEmpty else { return nil }
        let isData = start.prefix(5).map(\.lowerCased) == Array("data:".utf8)
        let isShort = line.encoding == .plain && size < PhotoContent.maximumPlainText
        if !isData, isShort || PhotoContent.isAddress(start) {
            switch PhotoContent(line) {
            case .link(let address):
                self = .uri(address)
                return
            case nil: return nil
            default: break
            }
        }
        self = .inline(approximateBytes: size / 4 * 3)
    }
}
