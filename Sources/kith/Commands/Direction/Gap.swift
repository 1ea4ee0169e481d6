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
        abstract: "Show who is there for a goal, an area or a campaign, and who is missing.",
        discussion: """
            Seats are written down with `kith new seat "opens doors" goal=lab role=sponsor \
            person=ada`; without a person they are to be filled. Targets of the goal are named \
            below them (`kith targets` ranks them). A goal by its name also shows \
            who was told of it (`kith new told goal=lab person=ada "the answer"`), and who of \
            those close to you was not. An area (`kith new area`) needs somebody to ask first, \
            go-to=, and people in its organisations, orgs=. A campaign (`kith new campaign`) \
            shows with whom a step is planned or done. Without a name: all of them.

            Examples:
              kith gap
              kith gap "lead a lab"
              kith gap "teaching crafts" --why
              kith gap "ten talks"
            """)

    @Argument(
        help: "The goal, the area, or the campaign; all without it.",
        completion: CompletedWords.purposes.kind)
    var name: String?

    @Flag(name: .long, help: "Say what each line is made of.")
    var why = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        guard let name else {
            overview(try output.waiting { try .read(replica) })
            return
        }
        let reader = ItemValueReader(replica: replica)
        let kinds = [EntityKind.goal, .area, .campaign]
        switch try kinds.first(where: { try !reader.items(name, of: $0).isEmpty }) {
        case .area:
            let area = try reader.item(name, of: .area)
            show(
                area: try output.waiting {
                    let book = try PracticeBook.read(replica)
                    return AreaCoverage(book.asRead(area), in: book)
                })
        case .campaign:
            let book = try output.waiting { try PracticeBook.read(replica) }
            let item = book.asRead(try reader.item(name, of: .campaign))
            show(campaign: CampaignProgress(item, in: book))
        default:
            let goal = try reader.item(name, of: .goal)
            show(goal: GoalGap(goal, in: try .read(replica, about: goal)))
        }
    }

    private func overview(_ book: PracticeBook) {
        let goals = output.waiting { GoalGap.all(in: book) }
        let areas = AreaCoverage.all(in: book)
        let campaigns = book.open(.campaign).map { CampaignProgress($0, in: book) }
        if output.json {
            JSONOutput.write([
                ("goals", .array(goals.map { .object(Self.json($0)) })),
                ("areas", .array(areas.map { .object(Self.json($0)) })),
                ("campaigns", .array(campaigns.map { .object(Self.json($0)) })),
            ])
            return
        }
        guard !goals.isEmpty || !areas.isEmpty || !campaigns.isEmpty else {
            Terminal.note("Nothing to look at yet: `kith new goal`, `kith new area`.")
            return
        }
        for goal in goals { show(goal: goal) }
        for area in areas { show(area: area) }
        for campaign in campaigns { show(campaign: campaign) }
    }

    /// Whether everything about one thing is asked for.
    private var isWhole: Bool { why || name != nil }

    private func show(goal gap: GoalGap) {
        if output.json {
            JSONOutput.write(Self.json(gap))
            return
        }
        let late = gap.overdue.map { Style.warning("  was to be reached by \($0)") } ?? ""
        let end = gap.isOver ? "  \(TerminalText.visible(gap.status))" : ""
        Terminal.tell(Style.strong(TerminalText.visible(gap.text)) + end + late + "\n")
        var table = TextTable("state", "role", "seat", "who", isWhole: true)
        for seat in gap.seats {
            table.add(seat.state.rawValue, seat.role, seat.text, seat.name)
            // What asks for something to be done is said unasked.
            if why || [.cold, .resting].contains(seat.state) { table.explain([seat.why]) }
        }
        tell(table)
        list("nobody yet", gap.emptyRoles, limit: .max)
        list(
            "targets",
            gap.targets.map { target in
                let who = target.person == nil ? " (nobody yet)" : ""
                return target.name.isEmpty || target.name == target.text
                    ? target.text + who : "\(target.text): \(target.name)"
            })
        list("also connected", gap.connected.map(\.name))
        guard isWhole else { return }
        list(
            "told of it",
            gap.told.map { $0.answer.isEmpty ? $0.name : "\($0.name) (“\($0.answer)”)" })
        list("close to you, and not told yet", gap.untold.map(\.name))
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
        guard isWhole else { return }
        for organisation in area.organisations {
            Terminal.tell("  \(TerminalText.visible(organisation.sentence))\n", hanging: 4)
        }
        guard why else { return }
        for person in area.people {
            Terminal.tell(
                "  \(TerminalText.visible(person.name)): closeness \(person.closeness)\n")
        }
    }

    private func show(campaign: CampaignProgress) {
        if output.json {
            JSONOutput.write(Self.json(campaign))
            return
        }
        Terminal.tell(
            "\(Style.strong(TerminalText.visible(campaign.text)))  "
                + TerminalText.visible(campaign.sentence) + "\n")
        for step in campaign.steps { Terminal.tell("  next: \(TerminalText.visible(step))\n") }
        guard isWhole else { return }
        var table = TextTable("state", "who", "stage", "last in touch", "next", isWhole: true)
        for row in campaign.rows {
            table.add(
                row.state.rawValue, row.name, row.stage, row.last?.description ?? "", row.next)
            if why { table.explain(row.outcomes.map { "came of it: \($0)" }) }
        }
        tell(table)
        guard campaign.rows.contains(where: { $0.state == .open }) else { return }
        let step = campaign.template.isEmpty ? "…" : campaign.template
        Terminal.note(
            "A next step: kith new step \"\(step)\" campaign=\(ItemText.shortID(campaign.campaign))"
                + " person=NAME by=1w")
    }

    /// As many names as a line or two hold: technical; `--json` has all of them.
    private static let shownNames = 10

    private func list(_ title: String, _ words: [String], limit: Int = shownNames) {
        guard !words.isEmpty else { return }
        let shown = words.prefix(limit).map(TerminalText.visible).joined(separator: ", ")
        let more = words.count - limit
        Terminal.tell("  \(title): \(shown)" + (more > 0 ? " and \(more) more" : "") + "\n")
    }

    private func tell(_ table: TextTable) {
        guard !table.isEmpty else { return }
        Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}
