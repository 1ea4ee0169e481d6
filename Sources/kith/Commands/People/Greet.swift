import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith greet`.
struct Greet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "greet",
        abstract: "Show whom to greet these days, with something of your own to say to each.",
        discussion: """
            Birthdays, anniversaries, name days, achievements, of people you are in touch with. \
            A greeting may come a week late; who had a touch since is done. Nothing is sent: \
            write it yourself, then `kith touch ada hello`.

            Examples:
              kith greet
              kith greet --days 14 --why
            """)

    @Option(name: DaysAhead.names, help: "How far ahead: 7, 7d, 2w, a week unless told.")
    var days: DaysAhead?

    @Flag(name: .long, help: "Say what each line is made of.")
    var why = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try DaysAhead.checkYear(days) }

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        let today = LocalTime.today
        let last = days?.end(from: today) ?? today.adding(days: DayCount.week)
        let (queue, others) = try output.waiting(Occasions.looking) {
            try Self.queue(replica, through: last)
        }
        if output.json {
            JSONOutput.write([("greetings", .array(queue.map(Self.json)))])
            return
        }
        guard !queue.isEmpty else {
            Terminal.note(
                "Nobody you are in touch with is to be greeted within \(days?.text ?? "7d")."
                    + (others > 0
                        ? " `kith occasions` has \(Counted.text(others, "day")) of others." : ""))
            return
        }
        for greeting in queue { show(greeting, today) }
        if others > 0 {
            Terminal.note("`kith occasions` has \(Counted.text(others, "day")) of others.")
        }
    }

    /// Who is to be greeted from those whom one may still be late for until a day, and how many days of
    /// others there are in that time.
    ///
    /// - Throws: ``ReplicaError``.
    static func queue(
        _ replica: Replica, through last: CivilDay
    ) throws -> (queue: [Greeting], others: Int) {
        let first = LocalTime.today.adding(days: -Greeting.lateDays)
        let source = try OccasionSource(replica, on: first...last)
        let occasions = source.occasions(.february28, from: first, through: last)
        let causes = occasions.map {
            Greeting.Cause(
                person: $0.person, name: $0.name, day: $0.date, what: Occasions.what($0),
                isWritten: source.isWritten($0))
        }
        let book = try PracticeBook.read(replica, about: Set(causes.map(\.person)))
        return (Greeting.queue(causes, in: book), Greeting.countOfOthers(causes, in: book))
    }

    /// When somebody is to be greeted, with a word for the past.
    static func when(_ greeting: Greeting, _ today: CivilDay) -> String {
        switch greeting.day.days(since: today) {
        case 0: Style.good("today")
        case ..<0: Style.warning("late since \(greeting.day)")
        default: "\(greeting.day)"
        }
    }

    private func show(_ greeting: Greeting, _ today: CivilDay) {
        Terminal.tell(
            "\(Self.when(greeting, today))  \(Style.strong(TerminalText.visible(greeting.name)))  "
                + TerminalText.visible(greeting.what) + "\n")
        if !greeting.mention.isEmpty {
            Terminal.tell(Style.faint("    \(TerminalText.visible(greeting.mention))") + "\n")
        }
        guard why else { return }
        for reason in greeting.reasons { Terminal.tell("    \(TerminalText.visible(reason))\n") }
    }

    /// A greeting for programs.
    static func json(_ greeting: Greeting) -> JSONValue {
        .object([
            ("day", .text(greeting.day.description)), ("what", .text(greeting.what)),
            ("id", .text(greeting.person.description)), ("name", .text(greeting.name)),
            ("mention", .text(greeting.mention)), ("why", .texts(greeting.reasons)),
        ])
    }
}
