import ArgumentParser
import SQLiteReplica

/// `kith unshare`.
struct Unshare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unshare",
        abstract: "Take people out of a team into your own book.",
        discussion: """
            Your own book gets all that the team's card says and yours does not; the team's card \
            goes into the team's trash, where `kith restore` finds it, with all that anybody wrote. \
            What others say of the person for themselves stays theirs. --copy leaves the team's card \
            as it is, also where you may only read.

            Examples:
              kith unshare ada --dry-run
              kith unshare ada --space team
              kith unshare ada --copy
            """)

    @Argument(help: "Whom, or @name of a saved search.", completion: PeopleCompletion.names)
    var person: [String] = []

    @Option(
        name: .long, help: "The team's space, of somebody who is in several.",
        completion: SpaceCompletion.names)
    var space: String?

    @Flag(name: .long, help: "Copy only: the team keeps its card.")
    var copy = false

    @OptionGroup var selection: SelectionOptions

    func validate() throws {
        try selection.validate(named: person)
    }

    func run() throws {
        let words = person.joined(separator: " ")
        do {
            let isDone = try selection.run(
                selection.query(named: words) ?? .named(words), "Taking out",
                past: copy ? "Copied" : "Took out"
            ) { try $0.unshare($1, from: space, copying: copy) }
            guard isDone, !copy, !selection.json else { return }
            Terminal.note(
                "The card goes into the team's trash for everybody there with the next `kith sync`; "
                    + "what they noted for themselves stays theirs.")
        } catch let error as ReplicaError {
            switch error {
            case .mayNotWrite, .noMember: break
            default: throw error
            }
            throw CommandError(
                exit: .refused,
                sentence: error.sentence + " `kith unshare --copy` copies the card into your own "
                    + "book and leaves the team's as it is.")
        }
    }
}
