package import ChangeLog
package import ContactModel

/// Something that another program kept about people: a call, a plan, a day.
///
/// It is the importer's alone and never part of a card. One of the kind `person` says something of
/// the person, as `kith set` does.
package struct ImportedItem: Hashable, Sendable {
    /// One field of the item.
    package enum Value: Hashable, Sendable {
        case text(String)
        /// Unix milliseconds.
        case instant(UInt64)
    }

    package let kind: EntityKind
    /// Which of the cards that came with it are meant.
    package let cardIndices: [Int]
    /// By field, without the people.
    package let fields: [FieldName: Value]
    /// The bytes that make the item the same on every machine and at every import.
    package let identity: [UInt8]

    /// The item as the replica keeps it, in the importer's personal space.
    ///
    /// - Parameters:
    ///   - people: The entities that the cards were recognised as, by card.
    ///   - digest: SHA-256.
    /// - Returns: An item with the same id each time, so that importing again changes nothing; nil
    ///   when it is about nobody.
    package func draft(people: [EntityID], using digest: DigestFunction) -> ItemDraft? {
        let concerned = cardIndices.filter(people.indices.contains).map { people[$0] }
        guard let first = concerned.first else { return nil }
        guard kind != .person else {
            return filled(ItemDraft(id: first, kind: kind))
        }
        let input = Array("kith imported item".utf8) + Array(kind.rawValue.utf8) + [0] + identity
        var draft = ItemDraft(id: EntityID(derivedFrom: digest(input)), kind: kind)
        if kind == .touch {
            concerned.forEach { draft.insert(.with, $0) }
        } else {
            draft.set(.person, entity: first)
        }
        return filled(draft)
    }

    private func filled(_ empty: ItemDraft) -> ItemDraft {
        var draft = empty
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .text(let text): draft.set(field, text: text)
            case .instant(let milliseconds): draft.set(field, instant: milliseconds)
            }
        }
        return draft
    }
}
