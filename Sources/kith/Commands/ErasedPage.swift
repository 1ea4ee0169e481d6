import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The words about those whom others erased, and of whom the reader wrote something down.
enum ErasedText {
    /// How many there are, and what lists them; `sync` says it once, `status` as long as it lasts.
    static func pointer(_ count: Int) -> String {
        "Others erased \(Counted.text(count, "person", "people")) of whom you wrote something down; "
            + "`kith list --trash` lists them."
    }

    /// One of them in the list of the trash.
    static func line(_ person: EntityID, _ plan: PurgePlan) -> String {
        let left = [
            Counted.text(plan.overlayCount, "field", "fields"),
            Counted.text(plan.noteCount, "note", "notes"),
            Counted.text(plan.items.count, "item", "items"),
        ].filter { !$0.hasPrefix("0 ") }
        let id = PeopleTable.shortID(person)
        return "Others erased somebody of whom you wrote down "
            + (left.isEmpty ? "something" : left.joined(separator: ", "))
            + "; `kith show \(id)` shows it, \(keeping(id)), `kith purge \(id)` erases that too."
    }

    /// Before what is left of one.
    static func heading(_ person: ErasedPerson) -> String {
        let spaces = person.spaces.filter { $0 != "personal" }.joined(separator: ", ")
        return "Others erased this card on \(LocalTime.day(of: person.atMilliseconds))"
            + (spaces.isEmpty ? "" : " in \(spaces)") + "; what you wrote down:"
    }

    /// Why a command cannot go on with one.
    static func refusal(of person: EntityID) -> String {
        let id = PeopleTable.shortID(person)
        return "Others erased the card of \(id); `kith show \(id)` shows what you wrote down, "
            + keeping(id) + "."
    }

    /// The commands that keep one, and erase the rest.
    static func choices(_ person: EntityID) -> String {
        let id = PeopleTable.shortID(person)
        return "\(keeping(id)), `kith purge \(id)` erases it."
    }

    private static func keeping(_ id: String) -> String {
        "`kith restore \(id) --name NAME` gives it a card of your own"
    }
}

/// The remains of somebody whom others erased, as text or JSON.
struct ErasedPage {
    private let person: ErasedPerson
    private let said: [(field: String, text: String)]
    private let items: [Item]
    private let names: [EntityID: String]

    init(_ id: EntityID, _ replica: Replica) throws {
        let person = try replica.rest(ofErased: id)
        let items = try replica.items(naming: id)
        let names = try ItemText.names(in: items + [person.said], replica)
        self.person = person
        self.items = items
        self.names = names
        said = ItemCatalogue.overlay.compactMap { field in
            let text = ItemText.text(field, of: person.said, names)
            return text.isEmpty ? nil : (field.name.rawValue, text)
        }
    }

    /// Prints the page.
    func write(json isJSON: Bool) {
        isJSON ? JSONOutput.write(json) : Terminal.tell(text)
    }

    private var json: [(key: String, value: JSONValue)] {
        let fields = said.map { field, text in
            JSONValue.object([("field", .text(field)), ("value", .text(text))])
        }
        let notes = person.notes.map { note in
            JSONValue.object([
                ("at", .integer(Int64(clamping: note.atMilliseconds))),
                ("at_day", .day(of: note.atMilliseconds)), ("text", .text(note.text)),
            ])
        }
        return [
            ("id", .text(person.id.description)),
            ("erased_at", .integer(Int64(clamping: person.atMilliseconds))),
            ("erased_at_day", .day(of: person.atMilliseconds)),
            ("spaces", .texts(person.spaces)), ("tier", .text(person.tier)),
            ("said", .array(fields)), ("private_notes", .array(notes)),
            ("items", .array(items.map { ItemText.json($0, names) })),
        ]
    }

    private var text: String {
        var lines = [Style.strong(TerminalText.visible(ErasedText.heading(person)))]
        if !person.tier.isEmpty { lines.append("  tier: \(TerminalText.visible(person.tier))") }
        lines += said.map { "  \($0.field): \(TerminalText.visible($0.text))" }
        lines += person.notes.map {
            "  note of \(TimeText.local($0.atMilliseconds)): \(TerminalText.visible($0.text))"
        }
        lines += items.map { "  \($0.kind.rawValue)  \(ItemText.line($0, names))" }
        lines.append(ErasedText.choices(person.id))
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Replica {
    /// The one whom others erased and whose id words are the beginning of; nil where they mean
    /// somebody who is there, or in the trash.
    ///
    /// - Throws: ``ReplicaError``.
    func erasedByOthers(meantBy words: String) throws -> EntityID? {
        guard let erased = try erasedByOthers(beginningWith: words),
            try lookUp(words) == .none, try lookUp(words, trashed: true) == .none
        else { return nil }
        return erased
    }
}
