import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith group new`.
struct GroupNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a group of people: a tag on their cards.",
        discussion: """
            --card makes a group card instead, which Apple's address books understand and which \
            may be empty.

            Examples:
              kith group new harbour ada "ben example"
              kith group new "Board games" --card
            """)

    @Argument(help: "How the group is called.")
    var name: String

    @Argument(
        help: "Who is in it; @name is a saved search.", completion: CompletedWords.people.kind)
    var people: [String] = []

    @Flag(name: .long, help: "Make a group card.")
    var card = false

    @Option(
        name: .long, help: "The space of the group card; your personal one unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if people.isEmpty, !card {
            throw ValidationError("A tag is on somebody's card: name people, or give --card.")
        }
        if space != nil, !card { throw ValidationError("--space is for --card.") }
    }

    func run() throws {
        let (replica, chosen) = try Replica.writing {
            try $0.people(named: people).map(\.id)
        }
        let receipt =
            card
            ? try replica.newGroupCard(name, of: chosen, space: space)
            : try replica.newGroup(name, of: chosen)
        GroupText.write(
            receipt, output, "Made “\(receipt.name)” with \(GroupText.people(receipt)).")
    }
}

/// `kith group add`.
struct GroupAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add people to a group.",
        discussion: """
            Examples:
              kith group add harbour grace
              kith group add harbour grace@example.org "ben example"
              kith group add harbour @sailors
            """)

    @Argument(help: "Which group.", completion: CompletedWords.groups.kind)
    var group: String

    @Argument(
        help: "Whom to add; @name is a saved search.", completion: CompletedWords.people.kind)
    var people: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, chosen) = try Replica.writing {
            try $0.people(named: people).map(\.id)
        }
        let receipt = try replica.addToGroup(group, chosen)
        let nobody = "Everybody named is in “\(receipt.name)” already."
        GroupText.write(
            receipt, output,
            receipt.count == 0
                ? nobody : "Added \(GroupText.people(receipt)) to “\(receipt.name)”.")
    }
}

/// `kith group remove`.
struct GroupRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take people out of a group; they stay in the book.",
        discussion: """
            Example:
              kith group remove harbour grace
            """)

    @Argument(help: "Which group.", completion: CompletedWords.groups.kind)
    var group: String

    @Argument(
        help: "Whom to take out; @name is a saved search.", completion: CompletedWords.people.kind)
    var people: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, chosen) = try Replica.writing {
            try $0.people(named: people).map(\.id)
        }
        let receipt = try replica.removeFromGroup(group, chosen)
        let nobody = "Nobody of those named is in “\(receipt.name)”."
        GroupText.write(
            receipt, output,
            receipt.count == 0
                ? nobody : "Took \(GroupText.people(receipt)) out of “\(receipt.name)”.")
    }
}

/// `kith group rename`.
struct GroupRename: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Call a group by another name, on every card.",
        discussion: """
            Example:
              kith group rename harbour "Old harbour"
            """)

    @Argument(help: "Which group.", completion: CompletedWords.groups.kind)
    var group: String

    @Argument(help: "The new name.")
    var name: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let receipt = try Replica.writing().renameGroup(group, to: name)
        GroupText.write(
            receipt, output,
            "The group is “\(receipt.name)” now, with \(GroupText.people(receipt)).",
            group: group)
    }
}

/// `kith group rm`.
struct GroupDelete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a group away; the people stay.",
        discussion: """
            Its tag goes from all cards, its group card into the trash; `kith undo` brings both back.

            Example:
              kith group rm harbour
            """)

    @Argument(help: "Which group.", completion: CompletedWords.groups.kind)
    var group: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let receipt = try Replica.writing().deleteGroup(group.joined(separator: " "))
        let place = receipt.still.isEmpty ? "" : " from your own cards"
        GroupText.write(
            receipt, output,
            "“\(receipt.name)” is gone\(place); its people stay. `kith undo` brings it back.")
    }
}

/// The words for a changed group.
enum GroupText {
    /// "1 person", "2 people".
    static func people(_ receipt: GroupReceipt) -> String {
        Counted.text(receipt.count, "person", "people")
    }

    /// Writes the sentence, which teams see what was written, and who is in the group by tag though it
    /// has a card, or still in it.
    ///
    /// - Parameters:
    ///   - receipt: What was done.
    ///   - output: How it is told.
    ///   - sentence: Of what was done.
    ///   - group: The one that some are still in, when it is called otherwise now.
    static func write(
        _ receipt: GroupReceipt, _ output: OutputOptions, _ sentence: String, group: String? = nil
    ) {
        guard !output.json else { return JSONOutput.write(json(receipt)) }
        Terminal.write(TerminalText.visible(sentence) + "\n")
        for team in receipt.teams {
            Terminal.note(
                "Written on \(Counted.text(team.count, "card")) in \(team.space), where its members "
                    + "see it.")
        }
        if !receipt.tagged.isEmpty {
            let names = receipt.tagged.joined(separator: ", ")
            Terminal.note(
                "By tag, for the group card cannot name who has no UID or is of another space: "
                    + names)
        }
        if !receipt.still.isEmpty {
            let names = receipt.still.joined(separator: ", ")
            let place = group.map { "“\($0)”" } ?? "it"
            Terminal.note(
                "Still in \(place) by the card of a team, which `kith edit --space` changes for "
                    + "all: \(names)")
        }
    }

    /// The JSON of a changed group.
    private static func json(_ receipt: GroupReceipt) -> [(key: String, value: JSONValue)] {
        [
            ("group", .text(receipt.name)), ("people", .integer(Int64(receipt.count))),
            (
                "teams",
                .array(
                    receipt.teams.map {
                        .object([
                            ("space", .text($0.space)), ("cards", .integer(Int64($0.count))),
                        ])
                    })
            ), ("by_tag", .texts(receipt.tagged)), ("still_in", .texts(receipt.still)),
        ]
    }
}
