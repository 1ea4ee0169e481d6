import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith list`.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List everybody.",
        discussion: """
            Examples:
              kith list
              kith list --trash
              kith list --json | jq -r '.people[].email'
            """)

    @Flag(name: .long, help: "List who is in the trash.")
    var trash = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let people = try Replica.reading().people(trashed: trash)
        if output.json {
            JSONOutput.write([("people", PeopleTable.json(people))])
        } else if people.isEmpty {
            Terminal.note(trash ? "The trash is empty." : "Nobody is here yet; try `kith import`.")
        } else {
            Terminal.write(PeopleTable.text(people))
        }
    }
}
