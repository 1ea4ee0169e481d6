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
            Takes those who are due, the private circle and late ones first, then those who fall \
            due within the seven days, a slot a working day at most. The budget is `kith me budget=120` (minutes a week), 120 unless told; \
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
        let planned: WeekPlan.Slot
        /// How the person is reached best; nil when nothing tells.
        let channel: String?
        let person: PersonSummary?

        var day: CivilDay { planned.day }
        var contact: DueContact { planned.contact }
    }

    /// The slots of a week, and who has none.
    private struct Week {
        let slots: [Slot]
        let dueCount: Int
        /// Minutes that gatherings of the week take.
        let gatherings: Int
        /// Why there is no slot.
        let obstacle: WeekPlan.Obstacle
    }

    func validate() throws {
        guard (5...480).contains(minutes), LocalTime.instant("2026-01-05T\(at)") != nil else {
            throw ValidationError("--minutes is 5 to 480, --at a time such as 12:30.")
        }
        if ics, output.json { throw ValidationError("Say one of --ics and --json.") }
    }

    func run() throws {
        let replica = try Replica.reading()
        let week = try week(replica)
        let slots = week.slots
        if ics {
            Terminal.write(bytes: calendar(slots))
            return
        }
        if output.json {
            JSONOutput.write([("slots", .array(slots.map(json)))])
            return
        }
        guard !slots.isEmpty else {
            Terminal.note(sentence(week.obstacle))
            return
        }
        for slot in slots {
            let channel = slot.channel.map { "  \(TerminalText.visible($0))" } ?? ""
            Terminal.tell("\(slot.day) \(at)  \(Due.line(slot.contact))\(channel)\n", hanging: 28)
            if why { Evidence.write(slot.contact.reasons, indent: 18) }
        }
        Terminal.tell(
            Style.faint("\(slots.count * minutes) minutes; --ics writes them for your calendar.\n"))
        if week.gatherings > 0 {
            Terminal.tell(
                Style.faint(
                    "\(Counted.text(week.gatherings, "more minute")) of the week "
                        + "\(week.gatherings == 1 ? "is" : "are") for gatherings.\n"))
        }
        let more = week.dueCount - slots.count
        if more > 0 {
            Terminal.tell(
                Style.faint(
                    "\(more) more \(more == 1 ? "is" : "are") due this week: "
                        + "`kith due --days \(DayCount.week)`\n"))
        }
    }

    private func json(_ slot: Slot) -> JSONValue {
        .object([
            ("day", .text(slot.day.description)), ("at", .text(at)),
            ("minutes", .integer(Int64(minutes))), ("contact", Due.json(slot.contact)),
            ("channel", .optional(slot.channel)),
        ])
    }

    /// How many people who are due are looked at (practice S0-7).
    ///
    /// Our choice: far more than a week has slots, for those of the private circle stand far behind when
    /// their day is still to come.
    private static let mostDue = 200

    private func week(_ replica: Replica) throws -> Week {
        let day = try PracticeDay(replica, limit: Self.mostDue, ahead: DayCount.week)
        let days = day.today.adding(days: 1)...day.today.adding(days: DayCount.week)
        let gatherings = GatheringMinutes.sum(of: try replica.items(of: .event), on: days)
        let plan = WeekPlan(
            of: day.due.contacts, minutes: minutes, gatherings: gatherings, rests: day.rests,
            profile: try replica.items(of: .me), today: day.today,
            start: { LocalTime.instant("\($0)T\(at)") })
        let book = try PracticeBook.read(replica, about: plan.slots.map(\.contact.person))
        let slots = try plan.slots.map { slot in
            Slot(
                planned: slot, channel: ChannelHabit(of: slot.contact.person, in: book).best,
                person: try replica.details(of: slot.contact.person)?.summary)
        }
        return Week(
            slots: slots, dueCount: day.due.count, gatherings: gatherings, obstacle: plan.obstacle)
    }

    private func sentence(_ obstacle: WeekPlan.Obstacle) -> String {
        switch obstacle {
        case .nobodyDue: "Nobody is due this week."
        case .resting(let end): "You rest until \(end)."
        case .onlyRest: "Every working day of it is a day of rest."
        case .gatherings(let taken, let budget):
            "The gatherings of this week take \(taken) of its \(budget) minutes: no slot of "
                + "\(minutes) is left."
        case .ceiling: "Your own ceiling leaves no touch for a week: `kith me ceiling=…`."
        case .budget(let budget):
            "\(budget) minutes a week hold no slot of \(minutes): `kith me budget=…`, or "
                + "`kith plan --minutes …`."
        }
    }

    private func calendar(_ slots: [Slot]) -> [UInt8] {
        var writer = CalendarWriter(
            name: "kith: this week", product: "-//kith//kith//EN", nowMilliseconds: LocalTime.now)
        for slot in slots {
            let words = SlotWords(
                name: slot.contact.name, channel: slot.channel ?? "",
                phone: slot.person?.phone ?? "", email: slot.person?.email ?? "")
            writer.add(
                TimedSlot(
                    uid: "\(slot.contact.person)-\(slot.day)@kith", summary: words.summary,
                    startMilliseconds: slot.planned.startMilliseconds,
                    endMilliseconds: slot.planned.startMilliseconds + UInt64(minutes) * 60_000,
                    location: words.place,
                    note: (words.reach + slot.contact.reasons).joined(separator: "\n")))
        }
        return writer.calendar
    }
}
