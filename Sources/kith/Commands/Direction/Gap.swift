import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith gap`.
struct Gap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gap",
        abstract: "Show who is there for a goal or in an area, and who is missing.",
        discussion: """
            Seats are written down with `kith new seat "opens doors" goal=lab role=sponsor \
            person=ada`; without a person they are to be filled. An area (`kith new area`) needs \
            somebody to ask first: go-to=. Without a name: all goals and areas.

            Examples:
              kith gap
              kith gap "lead a lab"
              kith gap "teaching crafts" --why
            """)

    @Argument(help: "The goal, or the area; all without it.")
    var name: String?

    @Flag(name: .long, help: "Say what each line is made of.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let book = try PracticeBook.read(replica)
        guard let name else {
            overview(book)
            return
        }
        let reader = ItemValueReader(replica: replica)
        let (goal, area) = (EntityKind.goal, EntityKind.area)
        if try reader.items(name, of: goal).isEmpty, try !reader.items(name, of: area).isEmpty {
            show(area: AreaCoverage(try reader.item(name, of: area), in: book))
        } else {
            show(goal: GoalGap(try reader.item(name, of: goal), in: book))
        }
    }

    private func overview(_ book: PracticeBook) {
        let goals = book.open(.goal).map { GoalGap($0, in: book) }
        let areas = AreaCoverage.all(in: book)
        if output.json {
            JSONOutput.write([
                ("goals", .array(goals.map { .object(Self.json($0)) })),
                ("areas", .array(areas.map { .object(Self.json($0)) })),
            ])
            return
        }
        guard !goals.isEmpty || !areas.isEmpty else {
            Terminal.note("Nothing to look at yet: `kith new goal`, `kith new area`.")
            return
        }
        for goal in goals { show(goal: goal) }
        for area in areas { show(area: area) }
    }

    /// As many names as a line or two hold: technical; `--json` has all of them.
    private static let shownNames = 10

    private func show(goal gap: GoalGap) {
        if output.json {
            JSONOutput.write(Self.json(gap))
            return
        }
        let late = gap.overdue.map { Style.warning("  was to be reached by \($0)") } ?? ""
        Terminal.tell(Style.strong(TerminalText.visible(gap.text)) + late + "\n")
        var table = TextTable("state", "role", "seat", "who", isWhole: true)
        for seat in gap.seats {
            table.add(seat.state.rawValue, seat.role, seat.text, seat.name)
            // What asks for something to be done is said unasked.
            if why || [.cold, .resting].contains(seat.state) { table.explain([seat.why]) }
        }
        if !table.isEmpty {
            Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
        }
        if !gap.emptyRoles.isEmpty {
            Terminal.tell("  nobody yet: \(gap.emptyRoles.joined(separator: ", "))\n")
        }
        if !gap.connected.isEmpty {
            let names = gap.connected.prefix(Self.shownNames).map(TerminalText.visible)
                .joined(separator: ", ")
            let more = gap.connected.count - Self.shownNames
            Terminal.tell(
                "  also connected: \(names)" + (more > 0 ? " and \(more) more" : "") + "\n")
        }
    }

    private func show(area: AreaCoverage) {
        if output.json {
            JSONOutput.write(Self.json(area))
            return
        }
        let style: Style = area.state == .covered ? .good : .warning
        Terminal.tell(
            "\(Style.strong(TerminalText.visible(area.text)))  \(style(area.state.rawValue))\n")
        for reason in area.reasons { Terminal.tell("  \(TerminalText.visible(reason))\n") }
        guard why else { return }
        for person in area.people {
            Terminal.tell(
                "  \(TerminalText.visible(person.name)): closeness \(person.closeness)\n")
        }
    }

    private static func json(_ gap: GoalGap) -> [(key: String, value: JSONValue)] {
        [
            ("goal", .text(gap.text)), ("overdue_since", .optional(gap.overdue?.description)),
            (
                "seats",
                .array(
                    gap.seats.map {
                        .object([
                            ("text", .text($0.text)), ("role", .text($0.role)),
                            ("person", .text($0.name)), ("state", .text($0.state.rawValue)),
                            ("why", .text($0.why)),
                        ])
                    })
            ), ("empty_roles", .texts(gap.emptyRoles)), ("connected", .texts(gap.connected)),
        ]
    }

    private static func json(_ area: AreaCoverage) -> [(key: String, value: JSONValue)] {
        let people = area.people.map { person in
            JSONValue.object([
                ("name", .text(person.name)), ("closeness", .integer(Int64(person.closeness))),
            ])
        }
        return [
            ("area", .text(area.text)), ("state", .text(area.state.rawValue)),
            ("go_to", .optional(area.goTo)), ("people", .array(people)),
            ("unknown_organisations", .texts(area.unknownOrganisations)),
            ("targets", .texts(area.targets)), ("why", .texts(area.reasons)),
        ]
    }
}
