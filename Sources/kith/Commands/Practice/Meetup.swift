import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith meetup`.
struct Meetup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meetup",
        abstract:
            "Plan tables for several rounds, so that most people meet and nobody meets twice.",
        discussion: """
            Names come from an event's people and guests, or a number; the same --seed gives the same plan. --cards \
            prints a card for each person: the name, where from, and the table of each round.

            Examples:
              kith meetup --people 30 --tables 6 --rounds 5
              kith meetup --event "harbour fair" --tables 4 --rounds 3
              kith meetup --event "harbour fair" --tables 4 --rounds 3 --cards
            """)

    @Option(name: .long, help: "How many people, without names.")
    var people: Int?

    @Option(
        name: .long, help: "The event whose people and guests sit down.",
        completion: CompletedWords.gatherings.kind)
    var event: String?

    @Option(name: .long, help: "How many tables.")
    var tables: Int

    @Option(name: .long, help: "How many rounds.")
    var rounds: Int

    @Option(name: .long, help: "Another number gives another plan.")
    var seed: UInt64 = 1

    @Flag(name: .long, help: "A card for each person instead of the rounds.")
    var cards = false

    @OptionGroup var output: OutputOptions

    /// Somebody who sits down.
    private struct Seated {
        let name: String
        /// The organisation, as the card or the list says it; empty when nothing does.
        var place = ""
    }

    func run() throws {
        let people = try seated()
        let names = people.map(\.name)
        var random = SeededRandom(seed: seed)
        guard
            let plan = SeatingPlan(
                people: names.count, tables: tables, rounds: rounds, using: &random)
        else {
            throw CommandError(
                exit: .usage,
                sentence:
                    "A plan has 2 to 200 people, at most half as many tables, 1 to 50 rounds; "
                    + (event == nil ? "there are " : "the event has ")
                    + "\(Counted.text(names.count, "person", "people")) for "
                    + "\(Counted.text(tables, "table", "tables"))."
            )
        }
        if output.json {
            let rounds = plan.rounds.map { round in
                JSONValue.array(round.map { JSONValue.texts($0.map { names[$0] }) })
            }
            JSONOutput.write([
                ("rounds", .array(rounds)),
                ("repeated_meetings", .integer(Int64(plan.repeatedMeetings))),
                ("least_repeated_meetings", .integer(Int64(plan.leastRepeatedMeetings))),
                ("met_pairs", .integer(Int64(plan.metPairs))),
            ])
            return
        }
        guard !cards else {
            for (number, person) in people.enumerated() { tell(person, number, plan) }
            return
        }
        for (number, round) in plan.rounds.enumerated() {
            Terminal.tell(Style.strong("Round \(number + 1)") + "\n")
            for (table, people) in round.enumerated() {
                let list = people.map { TerminalText.visible(names[$0]) }.joined(separator: ", ")
                Terminal.tell("  table \(table + 1): \(list)\n")
            }
        }
        let pairs = names.count * (names.count - 1) / 2
        Terminal.tell(
            "\(plan.metPairs) of \(pairs) pairs meet. \(Self.repetitions(plan))\n")
    }

    /// How good the plan is: whether fewer repeated meetings are possible at all.
    private static func repetitions(_ plan: SeatingPlan) -> String {
        guard plan.repeatedMeetings > 0 else { return "Nobody meets anybody twice." }
        let again = Counted.text(plan.repeatedMeetings, "meeting is", "meetings are")
        let least = plan.leastRepeatedMeetings
        return plan.repeatedMeetings == least
            ? "\(again) a repetition; no plan has fewer."
            : "\(again) a repetition; no plan has fewer than \(least), another --seed may."
    }

    /// A card to cut out: who, where from, and where to sit.
    private func tell(_ person: Seated, _ number: Int, _ plan: SeatingPlan) {
        let place = person.place.isEmpty ? "" : ", " + TerminalText.visible(person.place)
        let tables = plan.rounds.enumerated().compactMap { round, tables in
            tables.firstIndex { $0.contains(number) }.map { "round \(round + 1) table \($0 + 1)" }
        }
        Terminal.tell(
            "\(Style.strong(TerminalText.visible(person.name)))\(place)\n"
                + "  \(tables.joined(separator: ", "))\n")
    }

    private func seated() throws -> [Seated] {
        if let event {
            let replica = try Replica.reading()
            let kind = EntityKind.event
            let item = try ItemValueReader(replica: replica).item(event, of: kind)
            let guests = try replica.items(naming: item.id, of: .guest)
            var seen: Set<EntityID> = []
            // Nobody in the trash sits down, nor who died, nor who wants nothing to do with it.
            let people = try (item.entities(.people) + guests.compactMap { $0.entity(.person) })
                .map(replica.standing(for:)).filter { person in
                    guard seen.insert(person).inserted else { return false }
                    guard let facts = try replica.rhythmFacts(of: person) else { return false }
                    switch facts.peace(on: LocalTime.today) {
                    case .died, .saidNo: return false
                    case .retired, .muted, nil: return true
                    }
                }
            let names = try replica.names(of: people)
            // Whoever has no card sits down too.
            return try people.map {
                Seated(
                    name: names[$0] ?? "",
                    place: try replica.rhythmFacts(of: $0)?.organisation ?? "")
            }
                + guests.filter { $0.entity(.person) == nil }.map {
                    Seated(name: $0.text(.text), place: $0.text(.org))
                }
        }
        guard let people else {
            throw CommandError(exit: .usage, sentence: "Say --people 30, or --event NAME.")
        }
        guard (2...200).contains(people) else {
            throw CommandError(exit: .usage, sentence: "--people is a number from 2 to 200.")
        }
        return (1...people).map { Seated(name: String($0)) }
    }
}

/// Random numbers that a seed repeats (SplitMix64, Steele, Lea and Flood 2014).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
