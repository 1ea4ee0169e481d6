import ChangeLog
import ContactModel

/// The cards of one person on their way from one space to another.
struct CardSharing {
    /// Those in the space they come from.
    let moved: [PersonCards.Member]
    private let cards: PersonCards
    private let source: SpaceRow
    private let target: SpaceRow
    private var given: [CellEdit] = []
    private var taken: [CellEdit] = []
    private var moves: [CardMove] = []

    init(_ cards: PersonCards, from source: SpaceRow, to target: SpaceRow) {
        self.cards = cards
        self.source = source
        self.target = target
        moved = cards.members.filter { $0.home.id == source.id }
    }

    /// The edits, by their space.
    var parts: [SpaceEdits] {
        [SpaceEdits(target, given), SpaceEdits(source, taken)].filter { !$0.edits.isEmpty }
    }

    /// Refuses to move a photo that is not here: nobody could hand it on.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)``.
    func requirePictures(of name: String) throws {
        guard moved.contains(where: \.card.lacksPicture) else { return }
        throw ReplicaError.invalid(
            what: name,
            reason: "the photo is not on this machine yet; "
                + "`kith photo get \(ShellWord.plain(name))` brings it")
    }

    /// Moves the lines, and who is whose other card, where all readers of the target see both.
    mutating func share(keeping parts: [CardPart]) {
        for member in moved {
            let move = give(member, keeping: parts)
            taken += move.taken
        }
        let there = Set(moved.map(\.card.entity)).union(entities(in: target))
        for (cell, value, kind) in aliases(in: source, among: there) {
            given.append(.put(value, in: cell, of: kind))
            taken.append(.remove(cell, of: kind))
        }
    }

    /// Copies the lines; the cards they come from go into the trash of their space unless that is
    /// all.
    mutating func unshare(copying copies: Bool) {
        for member in moved {
            _ = give(member)
            if !copies { taken.append(.delete(member.card.entity, of: member.card.kind)) }
        }
        let there = Set(moved.map(\.card.entity)).union(entities(in: target))
        for (cell, value, kind) in aliases(in: source, among: there) {
            given.append(.put(value, in: cell, of: kind))
        }
    }

    private mutating func give(
        _ member: PersonCards.Member, keeping parts: [CardPart] = []
    ) -> CardMove {
        let life = member.snapshot.life(in: target.id)
        let other = member.snapshot.card(in: target.id, kind: member.card.kind)
        let move = CardMove(
            of: member.card, to: other, replacing: life == .trashed, keeping: parts)
        given += move.given
        if life == .trashed {
            given.append(.restore(member.card.entity, of: member.card.kind))
        }
        moves.append(move)
        return move
    }

    private func entities(in space: SpaceRow) -> Set<EntityID> {
        Set(cards.members.filter { $0.home.id == space.id }.map(\.card.entity))
    }

    /// The aliases that one space holds for a card, as far as both cards are among some.
    private func aliases(
        in space: SpaceRow, among there: Set<EntityID>
    ) -> [(cell: CellAddress, value: [UInt8], kind: EntityKind)] {
        var seen: Set<EntityID> = []
        return cards.members.compactMap { member in
            let heads = member.snapshot.heads(of: .alias, in: space.id)
            guard let said = CellReading(heads: heads).shown, there.contains(member.card.entity),
                EntityID(bytes: said.value).map(there.contains) ?? false,
                seen.insert(member.card.entity).inserted
            else { return nil }
            let cell = CellAddress(entity: member.card.entity, field: .alias)
            return (cell, said.value, member.card.kind)
        }
    }

    /// The lines that others see, and those that stay, as text.
    ///
    /// - Parameter team: The name of the space that others read; nil when the lines come out of one.
    /// - Returns: Without what says nothing of the person.
    func told(seenIn team: String?) -> [String] {
        func lines(_ head: String, _ lines: [CardLine]) -> [String] {
            lines.map { line in
                let field = CardFieldWord.word(ofProperty: CellText.property(of: line))
                return "\(head): \(field) \(CellText.text(of: line))"
            }
        }
        let given = moves.flatMap(\.givenLines)
        let kept = moves.flatMap(\.keptLines)
        let contradicted = moves.flatMap(\.contradictedLines)
        guard let team else {
            return lines("yours", given)
                + lines(
                    "your own card says otherwise, so this stays in \(source.name)", contradicted)
        }
        return lines("\(team) sees", given) + lines("stays yours", kept)
            + lines("stays yours, \(team) says otherwise", contradicted)
    }
}
