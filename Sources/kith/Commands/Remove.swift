import ArgumentParser
import SQLiteReplica

/// `kith rm`.
struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Put somebody into the trash.",
        discussion: """
            An edit made elsewhere that this machine has not seen keeps the person, and \
            `kith conflicts list` says so.

            Example:
              kith rm ada
            """)

    @Argument(help: "Whom.", completion: PeopleCompletion.names)
    var person: [String]

    func run() throws {
        let replica = try Replica.writing()
        let summary = try replica.person(person.joined(separator: " "))
        try replica.delete(summary.id)
        Terminal.write(
            "\(TerminalText.visible(summary.name)) is in the trash; "
                + "`kith restore \(PeopleTable.shortID(summary.id))` brings them back.\n")
    }
}

/// `kith restore`.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take somebody out of the trash.",
        discussion: """
            Example:
              kith restore ada
            """)

    @Argument(help: "Whom; `kith list --trash` shows who is there.")
    var person: [String]

    func run() throws {
        let replica = try Replica.writing()
        let summary = try replica.person(person.joined(separator: " "), trashed: true)
        try replica.restore(summary.id)
        Terminal.write("\(TerminalText.visible(summary.name)) is back.\n")
    }
}
