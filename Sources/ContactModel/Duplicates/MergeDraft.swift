/// The pass over the lines of two cards that collects the fields of a ``MergePreview``.
struct MergeDraft {
    private var fieldsByProperty: [String: MergePreview.Field] = [:]
    /// Where a value stands in its field, by the form in which it is compared.
    private var placesByKey: [String: [String: Int]] = [:]
    private var others: [String] = []

    /// The fields so far, in the order in which a card is read; unknown properties come last.
    var fields: [MergePreview.Field] {
        (Self.order.map(\.property) + others).compactMap { fieldsByProperty[$0] }
    }

    /// Takes a line of a card in; lines that only serve programs are left out.
    mutating func add(_ line: ContentLine, of origin: MergePreview.Origin) {
        let property = Self.synonyms[line.name] ?? line.name
        guard !line.isOpaque, !Self.silent.contains(property) else { return }
        let isList = property == "CATEGORIES" || property == "NICKNAME"
        for text in isList ? line.list : [Self.text(line)] where !text.trimmed.isEmpty {
            let isInside = Self.binary.contains(property) && line.rawValue.count > 512
            let key = isInside ? line.text : Self.key(of: text.trimmed, property)
            add(text.trimmed, key: key, to: property, of: origin)
        }
    }

    private mutating func add(
        _ text: String, key: String, to property: String, of origin: MergePreview.Origin
    ) {
        let row = Self.order.first { $0.property == property }
        if row == nil, fieldsByProperty[property] == nil { others.append(property) }
        let name = row?.name ?? property.lowercased()
        var field = fieldsByProperty[property] ?? MergePreview.Field(name: name, values: [])
        if let place = placesByKey[property]?[key] {
            if field.values[place].origin != origin { field.values[place].origin = .both }
        } else {
            let isFuller = Self.isFuller(text, than: field, property)
            if isFuller { field.values[0].isShown = false }
            let isShown = row?.isSingle != true || field.values.isEmpty || isFuller
            placesByKey[property, default: [:]][key] = field.values.count
            field.values.append(
                MergePreview.Value(text: text, origin: origin, isShown: isShown))
        }
        fieldsByProperty[property] = field
    }

    /// Whether a date says all that the one before says, and more: it is shown in its place.
    private static func isFuller(
        _ text: String, than field: MergePreview.Field, _ property: String
    ) -> Bool {
        guard CardMerge.dates.contains(property), field.values.count == 1,
            let first = field.values.first
        else { return false }
        return PartialDate(text: text).completes(PartialDate(text: first.text))
    }

    private static func text(_ line: ContentLine) -> String {
        switch line.name {
        case "N": PersonName(components: line.components).composed
        case "ADR": PostalAddress(components: line.components).oneLine
        case "ORG": line.components.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: ", ")
        case let name where CardMerge.dates.contains(name): PartialDate(line: line).description
        case let name where binary.contains(name) && line.rawValue.count > 512:
            "(\(line.rawValue.count) bytes)"
        default: line.text
        }
    }

    private static func key(of text: String, _ property: String) -> String {
        switch property {
        case "EMAIL": return MatchKey.email(text)
        case "TEL":
            let digits = MatchKey.phone(text)
            return digits.isEmpty ? text : digits
        default: return FoldedText.fold(text)
        }
    }

    /// Properties whose value may be a whole file.
    private static let binary: Set<String> = ["PHOTO", "LOGO", "SOUND", "KEY"]

    private static let silent: Set<String> = [
        "VERSION", "PRODID", "REV", "X-ABLABEL", "BEGIN", "END", "X-ABSHOWAS", "X-ABADR",
    ]

    private static let synonyms = [
        "X-ANNIVERSARY": "ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY": "ANNIVERSARY",
        "X-MS-ANNIVERSARY": "ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY": "ANNIVERSARY",
        "X-ADDRESSBOOKSERVER-KIND": "KIND",
        "X-EVOLUTION-FILE-AS": "SORT-STRING", "X-DEATHDATE": "DEATHDATE",
        "X-ABRELATEDNAMES": "RELATED", "X-SOCIALPROFILE": "SOCIALPROFILE",
    ]

    private static let order: [(property: String, name: String, isSingle: Bool)] = [
        ("FN", "name", true), ("N", "name parts", true), ("NICKNAME", "nickname", false),
        ("KIND", "kind", true), ("ORG", "organisation", true), ("TITLE", "title", true),
        ("ROLE", "role", true), ("EMAIL", "email", false), ("TEL", "phone", false),
        ("ADR", "address", false), ("IMPP", "messenger", false),
        ("SOCIALPROFILE", "profile", false), ("URL", "url", false),
        ("BDAY", "birthday", true), ("ANNIVERSARY", "anniversary", true),
        ("DEATHDATE", "death", true), ("X-ABDATE", "date", false), ("GENDER", "gender", true),
        ("RELATED", "relation", false), ("CATEGORIES", "tag", false),
        ("SORT-STRING", "sorted as", true), ("PHOTO", "photo", true), ("NOTE", "note", false),
        ("UID", "uid", false),
    ]
}
