import ArgumentParser
import ChangeLog
import ContactModel
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

            --touch takes a touch that you shared away from the team, or from all that read it; it stays \
            yours.

            Examples:
              kith unshare ada --dry-run
              kith unshare ada --space team
              kith unshare ada --copy
              kith unshare --touch 3fa9c1
            """)

    @Argument(help: "Whom, or @name of a saved search.", completion: CompletedWords.people.kind)
    var person: [String] = []

    @Option(
        name: .long, help: "The team's space, of somebody who is in several.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Flag(name: .long, help: "Copy only: the team keeps its card.")
    var copy = false

    @Option(name: .long, help: "A touch that you shared instead: the end of its id.")
    var touch: String?

    @OptionGroup var selection: SelectionOptions

    func validate() throws {
        if touch != nil {
            try SharedTouchText.validateAlone(person, selection)
            guard !copy else {
                throw ValidationError("--copy is for cards: your touch stays yours.")
            }
            return
        }
        try selection.validate(named: person)
    }

    func run() throws {
        if let touch { return try unshare(touch) }
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

    private func unshare(_ touch: String) throws {
        let isTrial = selection.dryRun
        let replica = isTrial ? try Replica.reading() : try Replica.writing()
        let digits = touch.lowercased()
        // What I shared and have no more myself is to be had by the team's id.
        let orphan = try replica.teamTouches(endingWith: digits).first { $0.own == nil }
        let isOwn = try !replica.items(endingWith: digits).isEmpty
        let item =
            orphan == nil || isOwn
            ? try ItemValueReader(replica: replica).item(digits, of: .touch) : nil
        guard let id = item?.id ?? orphan?.touch.id else { return }
        let readings = try replica.unshare(touch: id, from: space, isDryRun: isTrial)
        try SharedTouchText.write(
            readings, of: item ?? Item(id: id, kind: .touch), replica, selection)
    }
}
