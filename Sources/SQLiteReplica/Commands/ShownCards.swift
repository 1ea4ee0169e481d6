import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog

/// Knows kith's own export again: a card that says, line by line, what somebody's card says now.
///
/// Neither an edited card without `UID` nor the one card of somebody whose cards were merged has an
/// id that its lines would give, nor has one of several people whose files gave them one `UID`:
/// imported again, it would be a second person, or add its lines to another one's card.
struct ShownCards {
    let session: Session
    /// Where the cards go: what is shown of a card elsewhere is not there yet.
    let space: SpaceRow
    let digest: DigestFunction

    /// So many people who share an address, a number or a name are looked at.
    private static let maximumCount = 16

    /// Whether a card is what is shown of somebody already.
    ///
    /// - Parameters:
    ///   - imported: The card in the file.
    ///   - entity: Who it would be.
    ///   - isKnown: Whether there is such an entity.
    ///   - isRepeated: Whether another card of the file has its `UID`.
    /// - Returns: True when importing it would change nothing, whatever its id.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func holds(
        _ imported: ImportedCard, as entity: EntityID, isKnown: Bool, isRepeated: Bool
    ) throws -> Bool {
        let card = Self.plain(imported, entity)
        let isGroup = card.lines.contains { MemberReference(ContentLine(raw: $0.raw)) != nil }
        var people = try isKnown && (isGroup || hasSeveralCards(entity)) ? [entity] : []
        if isKnown || isRepeated || imported.uid == nil {
            people += try candidates(for: PersonView(card)).filter { $0 != entity }
        }
        guard !people.isEmpty else { return false }
        let said = contents(of: card)
        return try people.contains { person in
            let cards = try session.cards(ofPerson: person)
            let here = cards.members.filter { $0.home.id == space.id }
            let shown = try isGroup ? session.namingShownCards(cards.card) : cards.card
            return here.count == cards.members.count && contents(of: shown) == said
                || here.contains { contents(of: $0.card) == said }
        }
    }

    /// The card to be looked at only: deriving the ids of its lines would take longest.
    private static func plain(_ imported: ImportedCard, _ entity: EntityID) -> Card {
        let lines = imported.lines.enumerated().map { index, raw in
            let number = UInt64(clamping: index)
            return CardLine(element: ElementID(value: UInt128(number)), place: number, raw: raw)
        }
        return Card(entity: entity, lines: lines)
    }

    private func hasSeveralCards(_ entity: EntityID) throws -> Bool {
        guard let row = try session.row(of: entity) else { return false }
        return try session.members(of: row).count > 1
    }

    /// Who is called as the card says, and has its first address or number if it has one.
    private func candidates(for view: PersonView) throws -> [EntityID] {
        let keys = view.emailKeys.map { ("email", $0) } + view.phoneKeys.map { ("phone", $0) }
        guard let key = keys.first else { return try people(named: view.displayName) }
        return try session.statement(
            """
            SELECT uuid FROM contact_value JOIN entity ON entity.id = contact_value.entity
            JOIN person ON person.entity = contact_value.entity
            WHERE contact_value.kind = ? AND value = ? AND name = ? LIMIT \(Self.maximumCount)
            """
        ).all(.text(key.0), .text(key.1), .text(view.displayName)) { try $0.id(0) }
    }

    private func people(named name: String) throws -> [EntityID] {
        guard let words = MatchExpression(name, matchesBeginnings: false) else { return [] }
        return try session.statement(
            """
            SELECT uuid FROM search JOIN entity ON entity.id = search.rowid
            JOIN person ON person.entity = search.rowid
            WHERE search MATCH ? AND person.name = ? LIMIT \(Self.maximumCount)
            """
        ).all(.text("name : (\(words.expression))"), .text(name)) { try $0.id(0) }
    }

    /// Every line without its folds, a picture by its hash, in an order of their own.
    private func contents(of card: Card) -> [[UInt8]] {
        card.lines.map { line in
            guard let hash = line.parted?.hash ?? line.parted(using: digest)?.hash else {
                return ContentLine.unfolded(line.raw)
            }
            return hash.bytes
        }.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension Session {
    /// Whether there is anybody.
    ///
    /// - Throws: `DatabaseError`.
    func hasPeople() throws -> Bool {
        try statement("SELECT 1 FROM person LIMIT 1").first { _ in true } ?? false
    }
}
