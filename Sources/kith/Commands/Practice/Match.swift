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
            "Match the people of a pool for a round: never the same pair while a new one exists.",
        discussion: """
            A pool is made with `kith new pool "coffee" people=ada,bob,carol`; paused= leaves \
            somebody out for now, `kith new pair pool=coffee a=ada b=bob round=0` says never. \
            --save keeps the round, so that the next one differs. --mail writes a message a group \
            to send yourself, --ics the dates for a calendar.

            Examples:
              kith match coffee
              kith match coffee --why
              kith match coffee --save
              kith match coffee --on fri --at 12:30 --ics > round.ics
              kith match coffee --mail > round.mbox
            """)

    @Argument(help: "The pool.")
    var pool: String

    @Flag(name: .long, help: "Keep the round.")
    var save = false

    @Flag(name: .long, help: "Write a message a group, as an mbox.")
    var mail = false

    @Flag(name: .long, help: "Write the dates as an iCalendar.")
    var ics = false

    @Flag(name: .long, help: "Say of each pair when they were matched and what they share.")
    var why = false

    @Option(name: .long, help: "The day they meet: fri, 2w, 2027-05-01; in a week unless told.")
    var on: String?

    @Option(name: .long, help: "When, in this machine's time zone.")
    var at = "12:30"

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !(mail && ics) else { throw ValidationError("--mail or --ics, one of them.") }
        guard CivilDay(spoken: on ?? "7d", today: LocalTime.today) != nil,
            LocalTime.instant("2026-01-05T\(at)") != nil
        else { throw ValidationError("--on is a day such as fri, --at a time such as 12:30.") }
    }

    /// The next round of a pool, and what it is told with.
    private struct Round {
        let pool: Item
        let number: Int
        let match: MatchRound
        let names: [EntityID: String]
        /// Of each group, in the same order.
        let evidence: [[String]]
        /// Members who sit out because they are left in peace.
        let leftOut: [String]
        /// Members who sit out because nobody is left whom they may meet.
        let sittingOut: [String]
    }

    func run() throws {
        let replica = save ? try Replica.writing() : try Replica.reading()
        let round = try round(in: replica)
        if save { try keep(round.match, round.number, round.pool, replica) }
        if mail || ics {
            try invite(round, replica)
        } else if output.json {
            tellPrograms(round)
        } else {
            tell(round)
        }
    }

    private func round(in replica: Replica) throws -> Round {
        let kind = EntityKind.pool
        let book = try PracticeBook.read(replica)
        let found = book.asRead(try ItemValueReader(replica: replica).item(pool, of: kind))
        let pairs = book.items(.pair).filter { $0.entity(.pool) == found.id }
        let match = MatchRound(Self.pool(found, pairs, book))
        let areas = book.open(.area).map { (name: $0.text(.text), people: $0.entities(.people)) }
        let silent = found.entities(.people).filter { book.peace(of: $0) != nil }
        return Round(
            pool: found, number: (pairs.compactMap { $0.number(.round) }.max() ?? 0) + 1,
            match: match, names: try replica.names(of: match.groups.flatMap(\.people)),
            evidence: match.groups.map { Self.evidence($0, pairs, areas, book) },
            leftOut: silent.map(book.name).sorted(),
            sittingOut: match.leftOut.map(book.name).sorted())
    }

    private func invite(_ round: Round, _ replica: Replica) throws {
        let day = CivilDay(spoken: on ?? "7d", today: LocalTime.today) ?? LocalTime.today
        let invitations = try RoundInvitations(
            pool: round.pool, number: round.number, groups: round.match.groups.map(\.people),
            day: day, at: at, replica)
        Terminal.write(bytes: mail ? invitations.mailbox : invitations.calendar)
    }

    private func tellPrograms(_ round: Round) {
        let groups = round.match.groups.map { group in
            JSONValue.texts(group.people.map { round.names[$0] ?? "" })
        }
        JSONOutput.write([
            ("round", .integer(Int64(round.number))), ("groups", .array(groups)),
            ("evidence", .array(round.evidence.map(JSONValue.texts))),
            ("repetitions", .integer(Int64(round.match.repetitions))),
            ("left_out", .texts(round.leftOut + round.sittingOut)),
        ])
    }

    private func tell(_ round: Round) {
        if !round.leftOut.isEmpty {
            Terminal.note("Left in peace: \(round.leftOut.joined(separator: ", ")).")
        }
        if !round.sittingOut.isEmpty {
            let names = round.sittingOut.joined(separator: ", ")
            Terminal.note("Left out, so that no pair meets that never shall: \(names).")
        }
        guard !round.match.groups.isEmpty else {
            guard round.sittingOut.isEmpty else { return }
            Terminal.note("The pool needs two people: kith set \(pool) people=ada,bob")
            return
        }
        for (group, evidence) in zip(round.match.groups, round.evidence) {
            let names = group.people.map { TerminalText.visible(round.names[$0] ?? "") }
            Terminal.tell(names.joined(separator: " – ") + "\n")
            if why { Evidence.write(evidence, indent: 2) }
        }
        if round.match.repetitions > 0 {
            Terminal.tell("\(Counted.text(round.match.repetitions, "pair")) met before.\n")
        }
    }

    private static func pool(_ item: Item, _ pairs: [Item], _ book: PracticeBook) -> MatchRound.Pool
    {
        let paused = Set(item.entities(.paused))
        var pool = MatchRound.Pool(
            people: item.entities(.people).filter { person in
                !paused.contains(person) && book.peace(of: person) == nil
            })
        for pair in pairs {
            let people = [FieldName.a, .b, .c].compactMap { pair.entity($0) }
            for (index, a) in people.enumerated() {
                for b in people.dropFirst(index + 1) {
                    if pair.number(.round) == 0 {
                        pool.avoided.insert([a, b])
                    } else {
                        pool.history[[a, b], default: 0] += 1
                    }
                }
                if people.count == 3 { pool.trios[a, default: 0] += 1 }
            }
        }
        for area in book.open(.area) {
            let people = area.entities(.people)
            for (index, a) in people.enumerated() {
                for b in people.dropFirst(index + 1) { pool.interest[[a, b], default: 0] += 1 }
            }
        }
        return pool
    }

    /// What is known of each pair of a group: earlier rounds, and areas in common.
    private static func evidence(
        _ group: MatchRound.Group, _ pairs: [Item], _ areas: [(name: String, people: [EntityID])],
        _ book: PracticeBook
    ) -> [String] {
        group.people.indices.flatMap { index in
            group.people.dropFirst(index + 1).map { other in
                let both: Set<EntityID> = [group.people[index], other]
                let rounds = pairs.filter { pair in
                    both.isSubset(of: [FieldName.a, .b, .c].compactMap { pair.entity($0) })
                }.compactMap { $0.number(.round) }.filter { $0 > 0 }.sorted()
                let common = areas.filter { both.isSubset(of: $0.people) }.map(\.name)
                let met =
                    rounds.isEmpty
                    ? "not matched before"
                    : "matched in round " + rounds.map(String.init).joined(separator: ", ")
                let shared =
                    common.isEmpty
                    ? "no area in common"
                    : "both in " + common.joined(separator: ", ")
                return both.sorted().map(book.name).joined(separator: " and ")
                    + ": \(met); \(shared)"
            }
        }
    }

    private func keep(
        _ round: MatchRound, _ number: Int, _ pool: Item, _ replica: Replica
    ) throws {
        let drafts = round.groups.map { group in
            var draft = ItemDraft(
                id: replica.derivedID(
                    "pair", pool.id.description, String(number),
                    group.people.map(\.description).sorted().joined(separator: ",")),
                kind: .pair)
            draft.set(.pool, entity: pool.id)
            for (field, person) in zip([FieldName.a, .b, .c], group.people) {
                draft.set(field, entity: person)
            }
            draft.set(.round, text: String(number))
            return draft
        }
        try replica.write("match", drafts)
    }
}
