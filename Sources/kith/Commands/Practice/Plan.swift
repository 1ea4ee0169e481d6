import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith plan`.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan the coming week: whom to meet or call, when, inside your time budget.",
        discussion: """
            Takes those who are due, the private circle and late ones first, a slot a working \
            day at most. The budget is `kith new me budget=120` (minutes a week), 120 unless told; \
            no more slots than your ceiling of touches. \
            Rest days are left free. --ics writes the slots for your calendar.

            Examples:
              kith plan
              kith plan --why
              kith plan --at 12:30 --minutes 45 --ics > week.ics
            """)

    @Option(name: .long, help: "When a slot begins, in this machine's time zone.")
    var at = "12:30"

    @Option(name: .long, help: "How long a slot is.")
    var minutes = WeekPace.slotMinutes

    @Flag(name: .long, help: "Write an iCalendar.")
    var ics = false

    @Flag(name: .long, help: "Name the touches and rules behind each slot.")
    var why = false

    @OptionGroup var output: OutputOptions

    /// One slot of the week.
    private struct Slot {
        let day: CivilDay
        let contact: DueContact
        let startMilliseconds: UInt64
    }

    func validate() throws {
        guard (5...480).contains(minutes), LocalTime.instant("2026-01-05T\(at)") != nil else {
            throw ValidationError("--minutes is 5 to 480, --at a time such as 12:30.")
        }
    }

    func run() throws {
        let replica = try Replica.reading()
        let slots = try slots(replica)
        if ics {
            Terminal.write(bytes: calendar(slots))
            return
        }
        if output.json {
            JSONOutput.write([("slots", .array(slots.map(json)))])
            return
        }
        guard !slots.isEmpty else {
            Terminal.note("Nobody is due this week, or it is a week of rest.")
            return
        }
        for slot in slots {
            Terminal.write("\(slot.day) \(at)  \(Due.line(slot.contact))\n")
            if why { Evidence.write(slot.contact.reasons, indent: 18) }
        }
        Terminal.write(
            Style.faint("\(slots.count * minutes) minutes; --ics writes them for your calendar.\n"))
    }

    private func json(_ slot: Slot) -> JSONValue {
        .object([
            ("day", .text(slot.day.description)), ("at", .text(at)),
            ("minutes", .integer(Int64(minutes))), ("contact", Due.json(slot.contact)),
        ])
    }

    private func slots(_ replica: Replica) throws -> [Slot] {
        let day = try PracticeDay(replica, limit: 7)
        let rests = try replica.items(of: EntityKind(rawValue: "rest"))
        let profile = try replica.items(of: EntityKind(rawValue: "me"))
        let budget = profile.compactMap { $0.number("budget") }.first ?? WeekPace.usualBudget
        let pace = WeekPace(count: 0, first: nil, profile: profile, today: day.today)
        var free = (1...7).map { day.today.adding(days: $0) }.filter { date in
            date.weekday <= 5
                && !rests.contains { rest in
                    rest.text("from") <= date.description && date.description <= rest.text("to")
                }
        }
        var slots: [Slot] = []
        for contact in day.due.contacts where (slots.count + 1) * minutes <= budget {
            guard !free.isEmpty, slots.count < pace.ceiling ?? Int.max else { break }
            let date = free.removeFirst()
            guard let start = LocalTime.instant("\(date)T\(at)") else { continue }
            slots.append(Slot(day: date, contact: contact, startMilliseconds: start))
        }
        return slots
    }

    private func calendar(_ slots: [Slot]) -> [UInt8] {
        var writer = CalendarWriter(
            name: "kith: this week", product: "-//kith//kith//EN", nowMilliseconds: LocalTime.now)
        for slot in slots {
            writer.add(
                TimedSlot(
                    uid: "\(slot.contact.person)-\(slot.day)@kith",
                    summary: "In touch: \(slot.contact.name)",
                    startMilliseconds: slot.startMilliseconds,
                    endMilliseconds: slot.startMilliseconds + UInt64(minutes) * 60_000))
        }
        return writer.calendar
    }
}
