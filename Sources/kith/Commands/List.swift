import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith list`.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List everybody.",
        discussion: """
            Examples:
              kith list
              kith list --trash
              kith list --json | jq -r '.people[].email'
            """)

    @Flag(name: .long, help: "List who is in the trash.")
    var trash = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    func run() throws {
        let people = try Replica.reading().people(trashed: trash)
        if people.isEmpty, output.form == .table {
            Terminal.note(trash ? "The trash is empty." : "Nobody is here yet; try `kith import`.")
        } else {
            PeopleTable.write(people, as: output.form, pager)
        }
    }
}
