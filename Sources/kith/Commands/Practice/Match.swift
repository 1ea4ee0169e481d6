import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith match`.
struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract:
            "Match the people of a pool for a round: who has not met comes first.",
        discussion: """
            A pool is made with `kith new pool "coffee" people=ada,bob,carol`; paused= leaves \
            somebody out for now, `kith new pair pool=coffee a=ada b=bob round=0` says never. \
            --save keeps the round, so that the next one differs; with every=2w the pool has a rhythm \
            of its own, and `kith today` asks for the next round a week before. --mail writes \
            a message a group to send yourself, with what their cards say of work and interests, \
            --ics the dates for a calendar.

            Examples:
              kith match coffee
              kith match coffee --why
              kith match coffee --save
              kith match coffee --on fri --at 12:30 --ics > round.ics
              kith match coffee --mail > round.mbox
            """)

    @Argument(help: "The pool.", completion: CompletedWords.pools.kind)
    var pool: String

    @Flag(name: .long, help: "Keep the round.")
    var save = false

    @Flag(name: .long, help: "Write a message a group, as an mbox.")
    var mail = false

    @Flag(name: .long, help: "Write the dates as an iCalendar.")
    var ics = false

    @Flag(name: .long, help: "Say of each pair when they were matched and what they share.")
    var why = false

    @Option(
        name: .long,
        help: "The day they meet: fri, 2w, 2027-05-01; by the pool's rhythm, else in a week.")
    var on: String?

    @Option(name: .long, help: "When, in this machine's time zone.")
    var at = "12:30"

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard [mail, ics, output.json].count(where: \.self) < 2 else {
            throw ValidationError("--mail, --ics or --json, one of them.")
        }
        guard CivilDay(spoken: on ?? "7d", today: LocalTime.today) != nil,
            LocalTime.instant("2026-01-05T\(at)") != nil
        else { throw ValidationError("--on is a day such as fri, --at a time such as 12:30.") }
    }

    /// The next round of a pool, and what it is told with.
    private struct Round {
        let pool: Item
        let decided: PoolRound
        let day: CivilDay
        let names: [EntityID: String]

        var groups: [MatchRound.Group] { decided.match.groups }
    }

    func run() throws {
        let replica = save ? try Replica.writing() : try Replica.reading()
        let round = try round(in: replica)
        if save { try keep(round, replica) }
        if mail || ics {
            try invite(round, replica)
        } else if output.json {
            tellPrograms(round)
        } else {
            tell(round)
        }
    }

    private func round(in replica: Replica) throws -> Round {
        let written = try ItemValueReader(replica: replica).item(pool, of: .pool)
        let book = try PracticeBook.read(
            replica, about: [written.id], with: [.pool, .area], and: written.entities(.people))
        let found = book.asRead(written)
        let decided = PoolRound(of: found, in: book)
        let rhythm = PoolRhythm(of: found, book.items(.pair))
        let today = LocalTime.today
        let day = on.flatMap { CivilDay(spoken: $0, today: today) }
        return Round(
            pool: found, decided: decided, day: day ?? rhythm.usualDay(today: today),
            names: try replica.names(of: decided.match.groups.flatMap(\.people)))
    }

    private func invite(_ round: Round, _ replica: Replica) throws {
        let invitations = try RoundInvitations(
            pool: round.pool, number: round.decided.number, groups: round.groups.map(\.people),
            day: round.day, at: at, replica)
        Terminal.write(bytes: mail ? invitations.mailbox : invitations.calendar)
        let unreached = invitations.withoutAddress
        if mail, !unreached.isEmpty {
            Terminal.note(
                "For want of an address no message reaches \(unreached.joined(separator: ", "))."
            )
        }
    }

    private func tellPrograms(_ round: Round) {
        let groups = round.groups.map { group in
            JSONValue.texts(group.people.map { round.names[$0] ?? "" })
        }
        let leftOut = round.decided.leftInPeace + round.decided.sittingOut
        JSONOutput.write([
            ("round", .integer(Int64(round.decided.number))),
            ("day", .text(round.day.description)), ("groups", .array(groups)),
            ("group_ids", .array(round.groups.map { .ids($0.people) })),
            ("evidence", .array(round.decided.evidence.map(JSONValue.texts))),
            ("repetitions", .integer(Int64(round.decided.match.repetitions))),
            ("left_out", .texts(leftOut.map(\.name))),
            ("left_out_ids", .ids(leftOut.map(\.person))),
        ])
    }

    private func tell(_ round: Round) {
        if !round.decided.leftInPeace.isEmpty {
            let names = round.decided.leftInPeace.map(\.name).joined(separator: ", ")
            Terminal.note("Left in peace: \(names).")
        }
        if !round.decided.sittingOut.isEmpty {
            let names = round.decided.sittingOut.map(\.name).joined(separator: ", ")
            Terminal.note("Left out, so that no pair meets that never shall: \(names).")
        }
        guard !round.groups.isEmpty else {
            guard round.decided.sittingOut.isEmpty else { return }
            Terminal.note("The pool needs two people: kith set \(pool) people=ada,bob")
            return
        }
        for (group, evidence) in zip(round.groups, round.decided.evidence) {
            let names = group.people.map { TerminalText.visible(round.names[$0] ?? "") }
            Terminal.tell(names.joined(separator: " – ") + "\n")
            if why { Evidence.write(evidence, indent: 2) }
        }
        if round.decided.match.repetitions > 0 {
            Terminal.tell("\(Counted.text(round.decided.match.repetitions, "pair")) met before.\n")
        }
        if save { Terminal.note("Round \(round.decided.number) is kept, for \(round.day).") }
    }

    private func keep(_ round: Round, _ replica: Replica) throws {
        let (pool, number) = (round.pool.id, String(round.decided.number))
        let drafts = round.groups.map { group in
            var draft = ItemDraft(
                id: replica.derivedID(
                    "pair", pool.description, number,
                    group.people.map(\.description).sorted().joined(separator: ",")),
                kind: .pair)
            draft.set(.pool, entity: pool)
            for (field, person) in zip([FieldName.a, .b, .c], group.people) {
                draft.set(field, entity: person)
            }
            draft.set(.round, text: number)
            draft.set(.day, text: round.day.description)
            return draft
        }
        try replica.write("match", drafts)
    }
}
