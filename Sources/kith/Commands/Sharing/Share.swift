import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith share`.
struct Share: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Give people of your own to a team; what you think of them stays yours.",
        discussion: """
            The lines of the card, its photo among them, go to the team's space: everybody there sees them, and \
            who may edit edits them, for all. The person is the same as before: your tier, notes, \
            touches and whatever else you alone say stay with you. --keep leaves parts of the card \
            in your own book: note, tag, email, phone, address, url, handle, birthday, \
            anniversary, date, relation, nickname, org, title, role, photo, x (all fields of your \
            own), x.NAME, X-ANYTHING. What you kept once stays yours when you share the person \
            again, until --all or `kith set NAME keep=`. --dry-run shows every line that the team \
            would see. docs/teams.md says more.

            --touch shares a touch that you wrote down: the team reads when and how it was, with whom of \
            its own people, your words on it, and that you say so. Nothing else of it goes, and the touch \
            stays yours.

            Examples:
              kith share ada --space team --dry-run
              kith share ada --space team --keep note,tag
              kith share --search "tag:club" --space team
              kith share --touch 3fa9c1 --space team --dry-run
            """)

    @Argument(help: "Whom, or @name of a saved search.", completion: CompletedWords.people.kind)
    var person: [String] = []

    @Option(
        name: .long, help: "The team's space; `kith space list` shows yours.",
        completion: CompletedWords.spaces.kind)
    var space: String

    @Option(name: .long, help: "Parts of the card that stay in your own book, with commas.")
    var keep: String = ""

    @Flag(name: .long, help: "Give what was kept before, too.")
    var all = false

    @Option(name: .long, help: "A touch to share instead: the end of its id.")
    var touch: String?

    @OptionGroup var selection: SelectionOptions

    func validate() throws {
        if touch != nil {
            try SharedTouchText.validateAlone(person, selection)
            guard keep.isEmpty, !all else {
                throw ValidationError("--keep and --all are for cards.")
            }
            return
        }
        try selection.validate(named: person)
        _ = try parts()
    }

    func run() throws {
        if let touch { return try share(touch) }
        let words = person.joined(separator: " ")
        let parts = try parts()
        var kept: Set<String> = []
        let isDone = try selection.run(
            selection.query(named: words) ?? .named(words), "Sharing", past: "Shared"
        ) { replica, many in
            if !all {
                for person in many.people { kept.formUnion(try replica.keptParts(of: person.id)) }
            }
            return try replica.share(many, with: space, keeping: parts, all: all)
        }
        guard !selection.json else { return }
        kept.subtract(parts.map(\.name))
        if !kept.isEmpty {
            Terminal.note(
                "Kept in your own book as before: \(kept.sorted().joined(separator: ", ")). --all "
                    + "gives that too.")
        }
        guard isDone else { return }
        Terminal.note(
            "Everybody in \(TerminalText.visible(space)) sees these lines after the next `kith sync`; "
                + "what you alone say of somebody stays yours.")
    }

    private func share(_ touch: String) throws {
        let isTrial = selection.dryRun
        let replica = isTrial ? try Replica.reading() : try Replica.writing()
        let item = try ItemValueReader(replica: replica).item(touch.lowercased(), of: .touch)
        let readings = try replica.share(touch: item.id, with: space, isDryRun: isTrial)
        try SharedTouchText.write(readings, of: item, replica, selection)
    }

    private func parts() throws -> [CardPart] {
        do {
            return try CardPart.list(keep)
        } catch {
            throw ValidationError(error.sentence)
        }
    }

    /// Refuses parts that a card does not have.
    ///
    /// - Throws: ``CommandError``.
    static func check(parts: String) throws {
        do {
            _ = try CardPart.list(parts)
        } catch {
            throw CommandError(exit: .usage, sentence: error.sentence)
        }
    }
}
