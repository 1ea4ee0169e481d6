import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// The cells of some entities, as a replica keeps them; also what each has had before.
struct CellStore {
    private var values: [CellAddress: [UInt8]] = [:]
    private var history: [EntityID: Set<ElementID>] = [:]
    private var withdrawn: [EntityID: Set<ElementID>] = [:]

    init(_ edits: [CellEdit] = []) {
        apply(edits)
    }

    mutating func apply(_ edits: [CellEdit]) {
        for edit in edits {
            if edit.cell.field == .line {
                history[edit.cell.entity, default: []].insert(edit.cell.element)
                withdrawn[edit.cell.entity]?.remove(edit.cell.element)
            }
            if edit.cell.field == .withdrawn {
                withdrawn[edit.cell.entity, default: []].insert(edit.cell.element)
            }
            values[edit.cell] = edit.verb == .put ? edit.value : nil
        }
    }

    /// Puts a card together from its cells.
    func card(_ entity: EntityID, _ kind: EntityKind) throws -> Card {
        var lines: [CardLine] = []
        var frame: CardFrame?
        for (cell, value) in values where cell.entity == entity {
            if cell.field == .line {
                lines.append(try #require(CardLine(element: cell.element, value: value)))
            } else if cell.field == .frame {
                let stored = CardFrame(value: value)
                frame = try #require(stored) as CardFrame
            }
        }
        return Card(entity: entity, kind: kind, frame: frame, lines: lines)
    }

    /// What an import is told about an entity.
    func existing(_ entity: EntityID) throws -> ExistingCard? {
        guard let elements = history[entity] else { return nil }
        return ExistingCard(
            card: try card(entity, .person), elementsWithHistory: elements,
            withdrawn: withdrawn[entity] ?? [])
    }

    /// Imports a file; the verdicts in the order of its cards.
    mutating func importFile(_ file: [UInt8]) throws -> [CardImport] {
        var recognition = CardRecognition(using: .sha256)
        var decisions: [CardImport] = []
        for imported in VCardReader.read(file).cards {
            let identity = recognition.identify(imported)
            let decision = CardImport.decide(
                imported, entity: identity.entity, existing: try existing(identity.entity),
                using: .sha256)
            apply(decision.edits)
            decisions.append(decision)
        }
        return decisions
    }

    static func apply(_ edit: CellEdit, to card: Card) throws -> Card {
        var card = card
        guard edit.cell.field == .line else {
            let frame = CardFrame(value: edit.value)
            card.frame = try #require(frame) as CardFrame
            return card
        }
        if edit.verb == .put {
            let line = CardLine(element: edit.cell.element, value: edit.value)
            card.put(try #require(line))
        } else {
            card.remove(edit.cell.element)
        }
        return card
    }
}
