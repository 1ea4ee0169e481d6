import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith occasions`.
struct Occasions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occasions",
        abstract: "Show birthdays, anniversaries and other days that come.",
        discussion: """
            Days on cards, and those written down with `kith new occasion "name day" person=ada \
            day=--05-01 type=name-day`. The dead are left in peace; 29 February is kept on the \
            28th unless --leap-day says 1-mar. --ics writes a calendar to subscribe to.

            Examples:
              kith occasions --days 30
              kith occasions --ics > birthdays.ics
            """)

    @Option(name: DaysAhead.names, help: "How far ahead: 14, 14d, 2m, 1y; 30 days unless told.")
    var days: DaysAhead?

    @Option(name: .long, help: "Where 29 February is kept in other years: 28-feb or 1-mar.")
    var leapDay = "28-feb"

    @Flag(name: .long, help: "Write an iCalendar of every day there is.")
    var ics = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard LeapDayRule(rawValue: leapDay) != nil else {
            throw ValidationError("--leap-day is 28-feb or 1-mar.")
        }
        if ics, output.json { throw ValidationError("Say one of --ics and --json.") }
    }

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        if ics {
            let source = try output.waiting(Self.looking) { try OccasionSource(replica) }
            Terminal.write(bytes: calendar(source))
            return
        }
        let today = LocalTime.today
        let end = days?.end(from: today) ?? today.adding(days: 30)
        let source = try output.waiting(Self.looking) {
            try OccasionSource(replica, on: today...end)
        }
        let found = source.occasions(
            LeapDayRule(rawValue: leapDay) ?? .february28, from: today, through: end)
        if output.json {
            JSONOutput.write([("occasions", .array(found.map(Self.json)))])
            return
        }
        if found.isEmpty { Terminal.note("Nothing comes up within \(days?.text ?? "30d").") }
        var table = TextTable("day", "in", "what", "who", "years")
        for occasion in found {
            let days = occasion.date.days(since: today)
            table.add(
                occasion.date.description, days == 0 ? "today" : Counted.text(days, "day"),
                Self.what(occasion), occasion.name,
                occasion.years.flatMap { $0 > 0 ? String($0) : nil } ?? "")
        }
        Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }

    /// The title shown while somebody waits.
    static let looking = "Looking for days to come …"

    /// The kind of day, in a word.
    static func what(_ occasion: Occasion) -> String {
        switch occasion.kind {
        case .birthday: "birthday"
        case .anniversary: "anniversary"
        case .other(let label): label.isEmpty ? "day" : label
        }
    }

    private static func json(_ occasion: Occasion) -> JSONValue {
        .object([
            ("day", .text(occasion.date.description)), ("what", .text(what(occasion))),
            ("id", .text(occasion.person.description)), ("name", .text(occasion.name)),
            ("years", occasion.years.map { .integer(Int64($0)) } ?? .null),
        ])
    }

    private func calendar(_ source: OccasionSource) -> [UInt8] {
        var writer = CalendarWriter(
            name: "kith", product: "-//kith//kith//EN", nowMilliseconds: LocalTime.now,
            leapDayRule: LeapDayRule(rawValue: leapDay) ?? .february28)
        for profile in source.profiles {
            for occasion in YearlyOccasion.all(of: profile) { writer.add(occasion) }
        }
        for written in source.written {
            guard let name = source.names[written.person],
                let occasion = YearlyOccasion(
                    uid: "\(written.id)@kith", summary: "\(name): \(written.text)",
                    date: written.date, lastYear: written.isYearly ? nil : written.date.year,
                    category: written.type.uppercased())
            else { continue }
            writer.add(occasion)
        }
        return writer.calendar
    }
}
