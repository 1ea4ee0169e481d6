import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith list`.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List everybody.",
        discussion: """
            Examples:
              kith list
              kith list --fields name,phones,birthday,touched
              kith list --trash
              kith list --json | jq -r '.people[].email'
            """)

    @Flag(name: .long, help: "List who is in the trash.")
    var trash = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    func run() throws {
        let replica = try Replica.reading()
        let people = try replica.people(trashed: trash)
        if people.isEmpty, output.form == .table {
            Terminal.note(trash ? "The trash is empty." : try replica.whyNobody() ?? "")
        } else {
            try PeopleTable.write(people, as: output.form, try output.columns(replica), pager)
        }
        if trash { try tellOfCards(replica) }
    }

    /// Says of whom only one of several cards is in the trash, or only what the reader wrote is left.
    private func tellOfCards(_ replica: Replica) throws {
        for erased in try replica.peopleErasedByOthers() {
            let plan = try replica.planPurge(of: [erased])
            guard !plan.isEmpty else { continue }
            let left = [
                Counted.text(plan.overlayCount, "field", "fields"),
                Counted.text(plan.noteCount, "note", "notes"),
                Counted.text(plan.items.count, "item", "items"),
            ].filter { !$0.hasPrefix("0 ") }
            Terminal.note(
                "Others erased somebody of whom you wrote down \(left.joined(separator: ", ")); "
                    + "`kith purge \(PeopleTable.shortID(erased))` erases that too.")
        }
        for person in try replica.peopleWithTrashedCards() {
            let spaces = try replica.cardPlaces(of: person.id).trashed.joined(separator: ", ")
            Terminal.note(
                "The card of \(TerminalText.visible(person.name)) in \(TerminalText.visible(spaces)) "
                    + "is in the trash too; `kith restore \(PeopleTable.shortID(person.id))` brings "
                    + "it back.")
        }
    }
}
