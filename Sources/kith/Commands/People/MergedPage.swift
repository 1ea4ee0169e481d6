import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The page of several people if they were one: their cards, and the private words about them.
struct MergedPage {
    /// A line of the cards, or a field of what is said in private.
    struct Line {
        /// Of vCard, or the name of the private field.
        let property: String
        /// The word people use for it.
        let field: String
        let value: String
        /// The label of the value, such as `work`; empty without one.
        var label = ""
        let isFirst: Bool
        let isShown: Bool

        /// As `kith show` has it.
        var text: String { label.isEmpty ? value : "\(value) (\(label))" }

        /// The owner of the line, for people.
        var origin: String {
            isFirst && isShown
                ? "first"
                : isShown ? "second" : (isFirst ? "first" : "second") + ", kept but not shown"
        }
    }

    /// The lines of the cards, those included that one card hides of another.
    let lines: [Line]
    /// The private words: first those that stand, then different ones.
    let sayings: [Line]
    private let fields: [(name: String, standing: String, others: [String])]

    /// Reads the cards.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ kept: EntityID, with others: [EntityID], _ replica: Replica) throws {
        lines = try Self.cardLines(kept, others, replica)
        let own = try replica.sayings(ofCardsOf: kept)
        let merged = MergedSayings(own, with: try others.flatMap(replica.sayings))
        let names = try replica.names(
            of: merged.fields.flatMap { [$0.standing] + $0.others }
                .compactMap { EntityID(bytes: $0.value) })
        let ownCards = Set(own.map(\.id))
        var sayings: [Line] = []
        var fields: [(name: String, standing: String, others: [String])] = []
        for field in merged.fields {
            let texts = ([field.standing] + field.others).map { saying in
                Self.text(of: field.name, saying.value, names)
            }
            for (saying, text) in zip([field.standing] + field.others, texts) {
                sayings.append(
                    Line(
                        property: field.name.rawValue, field: field.name.rawValue, value: text,
                        isFirst: ownCards.contains(saying.card),
                        isShown: saying == field.standing))
            }
            fields.append((field.name.rawValue, texts[0], Array(texts.dropFirst())))
        }
        self.sayings = sayings
        self.fields = fields
    }

    /// A sentence for each line and field of which one value stands, and others are kept; the names of
    /// both are told of already.
    var hidden: [String] {
        let cards = lines.filter { !$0.isShown && !["FN", "N"].contains($0.property) }.map {
            "\($0.field) “\($0.value)” is kept with its card, and not shown."
        }
        return cards
            + fields.filter { !$0.others.isEmpty }.map { field in
                let others = field.others.map { "“\($0)”" }.joined(separator: ", ")
                return
                    "\(field.name): “\(field.standing)” stands; \(others) of the other card is kept "
                    + "with it."
            }
    }

    /// The changes that the others bring to the first card; one line each.
    var joined: [String] {
        (lines + sayings).filter { !($0.isFirst && $0.isShown) }.map { line in
            "\(line.field)  \(line.text)\(line.isShown ? "" : "  (kept but not shown)")"
        }
    }

    /// The table, for people.
    var table: String {
        var table = TextTable("field", "value", "from")
        for line in lines { table.add(line.field, line.text, line.origin) }
        for line in sayings { table.add("\(line.field) (private)", line.value, line.origin) }
        return table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil)
    }

    /// For programs.
    var json: [(key: String, value: JSONValue)] {
        func members(_ lines: [Line], isOfCard: Bool) -> JSONValue {
            .array(
                lines.map { line in
                    .object(
                        (isOfCard ? [("property", .text(line.property))] : []) + [
                            ("field", .text(line.field)), ("value", .text(line.value)),
                            ("label", .text(line.label)),
                            ("from", .text(line.isFirst ? "first" : "second")),
                            ("shown", .bool(line.isShown)),
                        ])
                })
        }
        return [
            ("lines", members(lines, isOfCard: true)),
            ("private", members(sayings, isOfCard: false)),
        ]
    }

    private static func cardLines(
        _ kept: EntityID, _ others: [EntityID], _ replica: Replica
    ) throws -> [Line] {
        let own = try replica.cards(of: kept)
        guard let card = own.first else { return [] }
        let rest = try own.dropFirst() + others.flatMap { try replica.cards(of: $0) }
        let merge = CardMerge(card, with: rest.sorted { $0.entity < $1.entity })
        let elements = Dictionary(
            card.lines.map { ($0.element, $0.raw) }, uniquingKeysWith: { first, _ in first })
        let contents = merge.card.lines.map { ($0, ContentLine(raw: $0.raw)) }
        let labels = GroupLabels(contents.map(\.1))
        let shown = contents.compactMap { line, content -> Line? in
            // A label stands beside its value.
            let silent = ["VERSION", "PRODID", "REV", "UID", "X-ABLABEL", "X-ABADR"]
            guard !silent.contains(content.name) else { return nil }
            return Line(
                property: content.name, field: CardFieldWord.word(ofProperty: content.name),
                value: text(content, of: line), label: labels.label(of: content),
                isFirst: elements[line.element] == line.raw, isShown: true)
        }
        return shown
            + merge.hiddenLines.map {
                Line(
                    property: $0.name, field: CardFieldWord.word(ofProperty: $0.name),
                    value: text($0), isFirst: false, isShown: false)
            }
    }

    private static func text(
        of name: FieldName, _ value: [UInt8], _ names: [EntityID: String]
    ) -> String {
        var item = Item(id: EntityID(value: 0), kind: .person)
        item.put(value, in: name, .register)
        return ItemCatalogue.overlay.first { $0.name == name }
            .map { ItemText.text($0, of: item, names) } ?? item.text(name)
    }

    private static func text(_ content: ContentLine, of line: CardLine? = nil) -> String {
        if content.name == "X-ABLABEL" { return LineLabel.clean(content.text) }
        if let parted = line?.parted { return PhotoFacts.bytes(parted.pictureByteCount) }
        if content.name == "PHOTO", let photo = PhotoContent(content) {
            return PhotoFacts(photo, using: nil).summary
        }
        if ["BDAY", "ANNIVERSARY", "DEATHDATE"].contains(content.name) {
            return PartialDate(line: content).description
        }
        return content.rawValue.count > 500
            ? "(\(content.rawValue.count) bytes)"
            : content.components.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
