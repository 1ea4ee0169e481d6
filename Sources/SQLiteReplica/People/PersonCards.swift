import ChangeLog
import ContactFormats
import ContactModel
import SyncProtocol

/// Everything that is written on the cards of one person.
struct PersonCards {
    /// One card, where it lives.
    struct Member {
        let snapshot: EntitySnapshot
        let home: SpaceRow
        let card: Card

        /// The heads that edits replace, by the cells in which they leave others open: two machines said
        /// different things there, and the edit is of another part of the line.
        func headsReplaced(by edits: [CellEdit]) -> [CellAddress: Set<Dot>] {
            var result: [CellAddress: Set<Dot>] = [:]
            var isNameOpen = false
            var fullNames: [(CellAddress, [Head])] = []
            for edit in edits {
                guard let (shown, heads) = conflict(in: edit),
                    let edited = CardLine(element: edit.cell.element, value: edit.value)
                else { continue }
                let name = ContentLine(raw: shown.raw).name
                let replaced = heads.filter { head in
                    let other = CardLine(element: edit.cell.element, value: head.value)
                    return !shown.leavesOpen(head.verb == .put ? other : nil, editedTo: edited)
                }
                if name == "FN" {
                    fullNames.append((edit.cell, heads.filter { $0.value == shown.value }))
                }
                guard replaced.count < heads.count else { continue }
                isNameOpen = isNameOpen || name == "N"
                result[edit.cell] = Set(replaced.map(\.dot))
            }
            // What is composed of the parts is open as long as they are.
            for (cell, heads) in fullNames where isNameOpen { result[cell] = Set(heads.map(\.dot)) }
            return result
        }

        /// The shown line that an edit sets, and all heads of its cell, when they are in conflict.
        private func conflict(in edit: CellEdit) -> (shown: CardLine, heads: [Head])? {
            guard edit.cell.field == .line, edit.verb == .put, edit.cell.entity == card.entity,
                let line = card[edit.cell.element],
                let cell = snapshot.cells.first(where: {
                    $0.cell == edit.cell && $0.space == home.id
                }), cell.heads.count > 1, CellReading(heads: cell.heads).isConflict
            else { return nil }
            return (line, cell.heads)
        }
    }

    /// The card that stands for all first; at least one.
    let members: [Member]
    /// The cards seen as one; nil when there is only one.
    let merge: CardMerge?

    /// The card that is shown.
    var card: Card {
        merge?.card ?? members.first?.card ?? Card(entity: EntityID(value: 0), lines: [])
    }

    /// Brings edits of the shown card home, by the space that each card lives in.
    ///
    /// What one's own card says is edited there alone, whoever else says it too; new lines go to
    /// one's own card, if there is one. So nothing goes to a team that its card does not say (P10).
    ///
    /// - Parameters:
    ///   - edits: Of the shown card.
    ///   - besides: Of new lines that belong to the card of a shown line, that line.
    /// - Returns: The edits of each card's space.
    func edits(
        home edits: [CellEdit], besides: [ElementID: ElementID] = [:]
    ) -> [SpaceEdits] {
        let spread =
            merge?.edits(
                home: edits, newLines: newLines, closedToTags: isClosedToTags, besides: besides,
                among: edited)
            ?? edits.map { (card: 0, edit: $0) }
        return members.enumerated().compactMap { number, member in
            let own = spread.filter { $0.card == number }.map(\.edit)
            guard !own.isEmpty else { return nil }
            var part = SpaceEdits(member.home, own)
            part.besides = member.headsReplaced(by: own)
            return part
        }
    }

    /// The card as a file has it, which other programs read: of one version throughout.
    var inOneVersion: CardInOneVersion { CardInOneVersion(card) }

    /// Brings edits of the card that a file has home, as those of the shown card.
    func edits(fromFile edits: [CellEdit]) -> [SpaceEdits] {
        let (edits, besides) = inOneVersion.home(edits)
        return self.edits(home: edits, besides: besides)
    }

    /// An editor of the shown card that sets what one's own cards say in them alone.
    var editor: CardEditor {
        guard let merge else { return CardEditor(card) }
        let own = members.indices.filter { members[$0].home.isPersonal }
        return CardEditor(card, leaving: own.isEmpty ? [] : merge.linesWithout(cards: Set(own)))
    }

    /// Where edits of the shown card go, and who says on what was edited.
    ///
    /// - Parameters:
    ///   - edits: Of the shown card.
    ///   - left: The lines of it that were left as they are.
    /// - Returns: The places, each once.
    func places(of edits: [CellEdit], leaving left: Set<ElementID> = []) -> EditPlaces {
        var places = EditPlaces()
        for part in self.edits(home: edits) { places.add(part.space.name) }
        for (number, line) in merge?.leftOwners(of: edits, among: edited) ?? [] {
            places.leave(line.name, in: members[number].home.name)
        }
        for element in left.sorted() {
            for (number, line) in merge?.owners(of: element) ?? [] {
                places.leave(line.name, in: members[number].home.name)
            }
        }
        return places
    }

    /// The card that new lines go to: one's own, else one that may be written.
    private var newLines: (card: Int, entity: EntityID)? {
        let index =
            members.firstIndex { $0.home.isPersonal }
            ?? members.firstIndex { $0.home.role.mayWrite }
        return index.map { ($0, members[$0].card.entity) }
    }

    /// A tag says what one thinks of somebody: none is added to a team's card where one has a card of
    /// one's own.
    private func isClosedToTags(_ number: Int) -> Bool {
        !members[number].home.isPersonal && members.contains { $0.home.isPersonal }
    }

    /// Of cards that have an equal line those in which it is edited.
    private func edited(_ numbers: [Int]) -> [Int] {
        let own = numbers.filter { members[$0].home.isPersonal }
        let open = numbers.filter { members[$0].home.role.mayWrite }
        return [own, open].first { !$0.isEmpty } ?? numbers
    }

    /// The cards that a file of a folder stood for: of an entity that has a card in several spaces
    /// the one in the folder's space.
    func members(ofFolderOf space: SpaceRow) -> [Member] {
        members.filter { member in
            member.home.id == space.id
                || !members.contains {
                    $0.card.entity == member.card.entity && $0.home.id == space.id
                }
        }
    }

    /// The cards that a command about the whole person concerns: those that may be written, if there
    /// are any.
    var writableMembers: [Member] {
        let open = members.filter(\.home.role.mayWrite)
        return open.isEmpty ? members : open
    }
}

/// Where an edit of what is shown of somebody went.
package struct EditPlaces: Hashable, Sendable {
    /// The names of the spaces whose cards were edited, each once.
    package private(set) var edited: [String] = []
    /// The properties that a card of another space says on as they were.
    package private(set) var left: [Left] = []

    /// A property of a space's card that was left as it is.
    package struct Left: Hashable, Sendable {
        package let property: String
        package let space: String
    }

    /// Whether anything was written.
    package var isChanged: Bool { !edited.isEmpty }

    /// Notes that a space's card was edited.
    mutating func add(_ space: String) {
        if !edited.contains(space) { edited.append(space) }
    }

    /// Notes that a space's card says on what it said.
    mutating func leave(_ property: String, in space: String) {
        let found = Left(property: property, space: space)
        if !left.contains(found) { left.append(found) }
    }
}
