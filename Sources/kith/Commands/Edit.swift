import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith edit`.
struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Edit somebody's card, in your editor or by options.",
        discussion: """
            Without options the card opens in $VISUAL or $EDITOR; only the lines you change are \
            changed. Fields to set: name, org, title, role, birthday, anniversary, note, X-ANYTHING. \
            Fields to add and remove: email, phone, url, nickname, tag, note, address; a label \
            follows a dot.

            Examples:
              kith edit ada
              kith edit ada --set title=Engineer --add phone.work="+1 555 0100"
              kith edit ada --remove email=old@example.org
            """)

    @Argument(help: "Whom to edit.", completion: PeopleCompletion.names)
    var person: [String]

    @Option(name: .long, help: "Set the only value of a field: field=value.")
    var set: [CardWish] = []

    @Option(name: .long, help: "Add a value: field=value or field.label=value.")
    var add: [CardWish] = []

    @Option(name: .long, help: "Take a value away: field=value.")
    var remove: [CardWish] = []

    func run() throws {
        let commands =
            try set.map { try $0.setting } + remove.map { try $0.removing }
            + add.map { try $0.adding }
        let selector = person.joined(separator: " ")
        if commands.isEmpty {
            try EditorSession(selector).run()
            return
        }
        let replica = try Replica.writing()
        let summary = try replica.person(selector)
        let changed = try replica.edit(summary.id, commands)
        let name = TerminalText.visible(summary.name)
        Terminal.write(changed ? "Edited \(name).\n" : "\(name) says that already.\n")
    }
}
