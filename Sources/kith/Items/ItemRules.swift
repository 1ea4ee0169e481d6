import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Refuses what cannot be written down as it was said (``ItemFault``).
enum ItemRules {
    /// Refuses what makes no sense, what the practice forbids, and what is written down already.
    ///
    /// Names that no field of a card can have are refused, too.
    ///
    /// - Parameters:
    ///   - draft: What is to be written.
    ///   - schema: Of its kind.
    ///   - replica: Where it goes.
    ///   - before: The item as it is, when it is there.
    ///   - sameContent: The item that says the same; looked for in the replica when not given.
    /// - Throws: ``CommandError``, ``CardEditError/unusableField(name:)``.
    static func check(
        _ draft: ItemDraft, _ schema: ItemSchema, _ replica: Replica, before: Item? = nil,
        sameContent: ((Item) throws -> EntityID?)? = nil
    ) throws {
        let item = draft.item(after: before)
        try refuse(ItemFault.ofSense(item, schema))
        if schema.kind == .touch, draft.edits.contains(where: { $0.cell.field == .at }) {
            try checkHasBeen(item.instant(.at) ?? 0)
        }
        // What is over repeats nothing: of two that machines wrote alike one can be ended.
        if Item.isUnique(item.kind), !item.isOver {
            let same =
                if let sameContent {
                    try sameContent(item)
                } else {
                    try replica.items(of: item.kind).first(where: item.repeats)?.id
                }
            try checkIsNew(item, same)
        }
        try refuse(ItemFault.ofMeaning(item))
        try refuse(
            ItemFault.ofPeace(item, before: before) { id in
                try replica.rhythmFacts(ofAnyCard: id).map {
                    ($0.name, $0.peace(on: LocalTime.today))
                }
            })
    }

    /// Refuses a touch of a day or time to come.
    ///
    /// - Throws: ``CommandError``.
    static func checkHasBeen(_ at: UInt64) throws {
        try refuse(ItemFault.ofTime(at, now: LocalTime.now, dayOf: LocalTime.day))
    }

    /// Refuses a cadence that cannot be read.
    ///
    /// - Throws: ``CommandError``.
    static func check(overlay values: [(field: FieldName, value: [UInt8])]) throws {
        for (field, value) in values where !value.isEmpty {
            switch field {
            case .cadence: try refuse(ItemFault.ofCadence(FieldValue.text(value)))
            case .knows: try refuse(ItemFault.ofLevels(FieldValue.text(value)))
            case .keep: try Share.check(parts: FieldValue.text(value))
            default: break
            }
        }
    }

    /// Refuses for a reason, if there is one.
    ///
    /// - Throws: ``CommandError``, ``CardEditError/unusableField(name:)``.
    static func refuse(_ fault: ItemFault?) throws {
        switch fault {
        case nil: break
        case .unusableName(let name): throw CardEditError.unusableField(name: name)
        case let fault?:
            throw CommandError(
                exit: fault.isForbidden ? .refused : .usage, sentence: fault.sentence)
        }
    }

    /// Refuses a second search or field of a name, and a tie that is written down already.
    private static func checkIsNew(_ item: Item, _ same: EntityID?) throws {
        guard let same else { return }
        let what =
            item.uniqueName.map { "\(Counted.beginning(item.kind.rawValue)) “\($0)”" }
            ?? "The very same"
        throw CommandError(
            exit: .refused,
            sentence: "\(what) is written down already: \(ItemText.shortID(same)). "
                + "`kith set \(ItemText.shortID(same)) …` changes it.")
    }
}
