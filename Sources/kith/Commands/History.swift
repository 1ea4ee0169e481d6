import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith history`.
struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show who changed what about somebody, and when.",
        discussion: """
            Example:
              kith history ada
            """)

    @Argument(help: "Whose history.", completion: PeopleCompletion.names)
    var person: [String]

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let words = person.joined(separator: " ")
        let erased = try replica.erased(beginningWith: words)
        let entries = try replica.history(of: try erased ?? replica.person(words).id)
        if output.json {
            JSONOutput.write([("history", .array(entries.map(json)))])
            return
        }
        var table = TextTable("when", "property", "before", "after", "machine")
        for entry in entries {
            table.add(
                TimeText.local(entry.atMilliseconds), entry.property, entry.old, entry.new,
                entry.machine)
        }
        Terminal.page(
            table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil), pager)
    }

    private func json(_ entry: HistoryEntry) -> JSONValue {
        .object([
            ("at", .integer(Int64(clamping: entry.atMilliseconds))),
            ("machine", .text(entry.machine)), ("space", .text(entry.space)),
            ("property", .text(entry.property)), ("old", .text(entry.old)),
            ("new", .text(entry.new)),
        ])
    }
}
