import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith today`.
struct Today: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "today",
        abstract: "The one screen to start a day with: promises, follow-ups, people, next steps.",
        discussion: """
            Promises come first, then who waits for an answer, topics in which it is your turn, \
            introductions, whom to come back to and whom to greet, then how a gathering was, \
            which pool's next round is to be matched (every=), and with whom it is time to be in \
            touch: five at most, so that it can be done. Next steps are those of `kith new step`, \
            next= of targets, and alliances to be looked at again. While you rest (`kith new rest`) \
            only promises are asked for.

            Examples:
              kith today
              kith today --why
              kith today --if-any | mail -E -s "Today" ada@example.org
            """)

    /// As many people as a day can take.
    ///
    /// Our choice: a weekday each of them in turn, were nobody else due (practice S0-7, S4-5); `kith due`
    /// has all of them, and `kith me ceiling=` lowers it.
    private static let maximumContacts = 5

    @Flag(name: .long, help: "Name all touches and rules behind each person, not the first alone.")
    var why = false

    @Flag(name: .long, help: "Print nothing on a day that asks for nothing: for cron and mail.")
    var ifAny = false

    @Flag(name: .long, help: "Show every promise, follow-up and step, not the first of each.")
    var all = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        // Today's first: who was missed can be greeted tomorrow as well.
        let queue = try Greet.queue(replica, through: LocalTime.today).queue
            .sorted { $0.day > $1.day }
        let day = try PracticeDay(
            replica, limit: output.json ? nil : Self.maximumContacts + queue.count)
        let greetings = day.rest == nil ? queue : []
        if output.json {
            JSONOutput.write([
                ("day", .text(day.today.description)),
                ("rest_until", .optional(day.rest?.description)),
                ("promises", .array(day.promises.map { ItemText.json($0, day.names) })),
                ("unaddressed_promises", .integer(Int64(day.unaddressedPromises))),
                ("answers", .array(day.answers.map { Self.json($0, day.names) })),
                ("topics", .array(day.topics.map { ItemText.json($0, day.names) })),
                ("introductions", .array(day.introductions.map { Self.json($0, day.names) })),
                ("followups", .array(day.followups.map { ItemText.json($0, day.names) })),
                ("greetings", .array(greetings.map(Greet.json))),
                ("guests", .array(day.guests.map(Self.json))),
                ("untold", .array(day.untold.map { ItemText.json($0, day.names) })),
                ("pools", .array(day.pools.map { Self.json($0.pool, $0.rhythm) })),
                ("due", .array(day.due.contacts.map(Due.json))),
                ("room", day.room.map { .integer(Int64($0)) } ?? .null),
                ("steps", .array(day.steps.map { ItemText.json($0, day.names) })),
            ])
            return
        }
        var page = TodayPage(day, isWhole: all)
        page.add("Promises", day.promises)
        page.addAnswers()
        page.add("Your turn to say something", day.rest == nil ? day.topics : [])
        page.addIntroductions()
        page.add("Come back to", day.rest == nil ? day.followups : [])
        page.add(greetings)
        page.addGuests()
        page.addUntold()
        page.addPools()
        let room = min(day.room ?? Self.maximumContacts, Self.maximumContacts)
        // Work that used a ceiling up takes nothing from the private circle (S0-7).
        let greeted = Set(greetings.map(\.person) + day.answers.map(\.person))
        // One word settles both.
        let others = day.due.contacts.filter { !greeted.contains($0.person) }
        let near = others.prefix(Self.maximumContacts).count(where: \.isPrivate)
        page.addPeople(
            Array(others.prefix(max(room, near))),
            of: day.due.count - (day.due.contacts.count - others.count), why: why)
        page.add("Next steps", day.rest == nil ? day.steps : [])
        if ifAny, page.isEmpty { return }
        Terminal.tell(try page.text { try beginning(replica) })
    }

    /// The JSON of those one spoke with at a gathering and who have no card.
    private static func json(_ guests: SpokenGuests) -> JSONValue {
        .object([
            ("event", .text(guests.event.text(.text))),
            ("event_id", .text(guests.event.id.description)),
            ("others", .integer(Int64(guests.otherCount))),
            (
                "spoken",
                .array(
                    guests.spoken.map {
                        .object([
                            ("id", .text($0.id.description)), ("name", .text($0.text(.text))),
                            ("note", .text($0.text(.note))),
                        ])
                    })
            ),
        ])
    }

    /// How to begin; nil once there is something that a day could be made of.
    private func beginning(_ replica: Replica) throws -> String? {
        guard try !hasBegun(replica) else { return nil }
        if let why = try replica.whyNobody() { return why + "\n" }
        return """
            Nothing yet. To begin, say who matters, and kith does the reminding:
              kith stocktake              goes through your people, one key each
              kith tier NAME close        does the same for one
              kith touch NAME coffee      when you met, called, wrote
              kith new goal "…" why="…"   where you want to go

            """
    }

    /// Whether anything was said that a day could be made of.
    private func hasBegun(_ replica: Replica) throws -> Bool {
        try replica.hasTiers() || replica.hasWrittenPractice()
    }
}
