import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// What holds for items beyond the type of each field.
enum ItemRules {
    static let status = FieldName.status

    /// Whether an item is over, such as done, kept or dropped.
    static func isOver(_ item: Item) -> Bool {
        ItemCatalogue.schema(of: item.kind)?.isOver(item) ?? false
    }

    /// Refuses what the practice forbids: a target is active only with a why and an offer (S2-4,
    /// S2-5).
    ///
    /// Names that no field of a card can have are refused, too.
    ///
    /// - Throws: ``CommandError``, ``CardEditError/unusableField(name:)``.
    static func check(
        _ draft: ItemDraft, _ schema: ItemSchema, _ replica: Replica, before: Item? = nil
    ) throws {
        var item = before ?? Item(id: draft.id, kind: draft.kind)
        for edit in draft.edits { item.put(edit.value, in: edit.cell.field, edit.cell.element) }
        try checkSense(item, schema)
        if schema.kind == .touch, draft.edits.contains(where: { $0.cell.field == .at }) {
            try checkHasBeen(item.instant(.at) ?? 0)
        }
        guard Self.checked.contains(schema.kind) else { return }
        try checkIsNew(item, schema, replica)
        if schema.kind == .field {
            let name = item.text(.name)
            guard CustomField.name(name) != nil else {
                throw CardEditError.unusableField(name: name)
            }
            let isChoice = item.text(.type) == CustomFieldType.choice.rawValue
            guard !isChoice || !CustomFieldTypes.choices(of: item).isEmpty else {
                throw CommandError(
                    exit: .usage,
                    sentence: "A choice has words: choices=\"vegan, vegetarian\".")
            }
            return
        }
        try checkSyntax(item)
        guard schema.kind == .target, item.text(.status) == "active" else { return }
        for field in [FieldName.why, .offer] where item.text(field).isEmpty {
            throw CommandError(
                exit: .refused,
                sentence:
                    "A target becomes active with \(field.rawValue)=…: know why, and what you bring."
            )
        }
    }

    /// Refuses a touch of a day to come.
    ///
    /// - Throws: ``CommandError``.
    static func checkHasBeen(_ at: UInt64) throws {
        let day = LocalTime.day(of: at)
        guard day > LocalTime.today else { return }
        throw CommandError(
            exit: .usage,
            sentence: "A touch has been already. For a day to come there is "
                + "`kith new followup \"…\" person=NAME by=\(day)`.")
    }

    /// Refuses an end before its beginning, and a tie of somebody with themselves.
    private static func checkSense(_ item: Item, _ schema: ItemSchema) throws {
        let ends = [FieldName.from, .to].map { name -> PartialDate? in
            let type = schema.field(name)?.type
            return type == .day || type == .vagueDay ? PartialDate(text: item.text(name)) : nil
        }
        if let from = ends[0]?.days, let to = ends[1]?.days, from.lowerBound > to.upperBound {
            throw CommandError(
                exit: .usage,
                sentence: "It would end (to=\(item.text(.to))) before it begins "
                    + "(from=\(item.text(.from))).")
        }
        if let one = item.entity(.a), one == item.entity(.b) {
            throw CommandError(exit: .usage, sentence: "a= and b= are the same person.")
        }
    }

    private static let checked: Set<EntityKind> = [
        .target, .field, .search, .relation, .affiliation, .cadence, .route, .goal, .area,
    ]

    /// Refuses texts that mean something and cannot be read.
    private static func checkSyntax(_ item: Item) throws {
        switch item.kind {
        case .cadence:
            guard CadenceRules.isScope(item.text(.text)) else {
                throw CommandError(
                    exit: .usage,
                    sentence: "A cadence is for all, tier:close, tag:NAME or relation:NAME.")
            }
            try checkCadence(item.text(.every))
        case .route:
            for part in item.text(.scores).split(separator: ",")
            where RouteComparison.score(part) == nil {
                throw CommandError(
                    exit: .usage,
                    sentence: "“\(part)” is no score: criterion=0 to criterion=5, by commas.")
            }
        default: break
        }
    }

    private static func checkCadence(_ text: String) throws {
        guard Cadence(text) == nil else { return }
        throw CommandError(
            exit: .usage,
            sentence: "A cadence is 30d, 6w, 1y, or 30d/60d with the longest gap behind it.")
    }

    /// Refuses a second search or field of a name, and a tie that is written down already.
    private static func checkIsNew(
        _ item: Item, _ schema: ItemSchema, _ replica: Replica
    ) throws {
        let isNamed = [.field, .search].contains(schema.kind)
        let isTitled = [.goal, .area].contains(schema.kind)
        guard isNamed || isTitled || [.relation, .affiliation].contains(schema.kind)
        else { return }
        let same = try replica.items(of: schema.kind).first { other in
            guard other.id != item.id, !isOver(other) else { return false }
            let name = isNamed ? FieldName.name : .text
            return isNamed || isTitled
                ? other.text(name).lowercased() == item.text(name).lowercased()
                : other.values == item.values
        }
        guard let same else { return }
        let name = isNamed ? item.text(.name) : item.text(.text)
        let what =
            isNamed || isTitled
            ? "\(Counted.beginning(schema.kind.rawValue)) “\(name)”" : "The very same"
        throw CommandError(
            exit: .refused,
            sentence: "\(what) is written down already: \(ItemText.shortID(same.id)). "
                + "`kith set \(ItemText.shortID(same.id)) …` changes it.")
    }

    /// Refuses a cadence that cannot be read.
    ///
    /// - Throws: ``CommandError``.
    static func check(overlay values: [(field: FieldName, value: [UInt8])]) throws {
        for (field, value) in values where field == .cadence && !value.isEmpty {
            try checkCadence(FieldValue.text(value))
        }
    }
}
