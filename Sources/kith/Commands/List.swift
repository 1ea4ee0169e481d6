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
              kith list --limit 20
              kith list --json | jq -r '.people[].email'
            """)

    @Flag(name: .long, help: "List who is in the trash.")
    var trash = false

    @Option(name: .long, help: "How many people to show at most, from 1; all unless told.")
    var limit: Int?

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let replica = try Replica.reading()
        let all = try replica.people(trashed: trash)
        let people = Array(all.prefix(limit ?? all.count))
        if people.isEmpty, output.form == .table {
            Terminal.note(trash ? "The trash is empty." : try replica.whyNobody() ?? "")
        } else {
            try PeopleTable.write(people, as: output.form, try output.columns(replica), pager)
        }
        if all.count > people.count, output.form == .table {
            Terminal.note("\(all.count - people.count) more; --limit shows more of them.")
        }
        if trash { try tellOfCards(replica) }
    }

    /// Says of whom only one of several cards is in the trash, or only what the reader wrote is left.
    private func tellOfCards(_ replica: Replica) throws {
        for erased in try replica.peopleErasedByOthers() {
            let plan = try replica.planPurge(of: [erased])
            guard !plan.isEmpty else { continue }
            Terminal.note(ErasedText.line(erased, plan))
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
