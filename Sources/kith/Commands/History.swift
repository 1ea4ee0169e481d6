import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith history`.
struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show who changed what about somebody, and when.",
        discussion: """
            Fields are called as in `kith edit`; --json has the names of vCard besides. People in \
            the trash are found too.

            Example:
              kith history ada
            """)

    @Argument(help: "Whose history.", completion: CompletedWords.people.kind)
    var person: [String]

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let words = person.joined(separator: " ")
        let erased = try replica.erased(beginningWith: words)
        let entries = try replica.history(of: try erased ?? replica.personAnywhere(words).id)
        if output.json {
            JSONOutput.write([("history", .array(entries.map(json)))])
            return
        }
        var table = TextTable("when", "field", "before", "after", "machine")
        for entry in entries {
            table.add(
                TimeText.local(entry.atMilliseconds),
                CardFieldWord.word(ofProperty: entry.property),
                Self.text(entry.old, entry.oldLabel), Self.text(entry.new, entry.newLabel),
                entry.machine)
        }
        Terminal.page(
            table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil), pager)
    }

    /// A value and, as `kith show` has it, what it is for.
    private static func text(_ value: String, _ label: String) -> String {
        value.isEmpty || label.isEmpty ? value : "\(value) (\(label))"
    }

    private func json(_ entry: HistoryEntry) -> JSONValue {
        .object([
            ("at", .integer(Int64(clamping: entry.atMilliseconds))),
            ("at_day", .day(of: entry.atMilliseconds)),
            ("machine", .text(entry.machine)), ("space", .text(entry.space)),
            ("property", .text(entry.property)),
            ("field", .text(CardFieldWord.word(ofProperty: entry.property))),
            ("old", .text(entry.old)), ("new", .text(entry.new)),
            ("old_label", .text(entry.oldLabel)), ("new_label", .text(entry.newLabel)),
        ])
    }
}
