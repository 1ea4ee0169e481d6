import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith compare`.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the routes to a goal by what counts for you.",
        discussion: """
            What counts is written down with `kith new criterion "time for my children" goal=lab \
            weight=5`, a route with `kith new route "evening courses" goal=lab scores="time for my \
            children=4, money=2"`. One is named best only when it clearly is.

            Examples:
              kith compare "lead a lab"
              kith compare "lead a lab" --why
            """)

    @Argument(help: "The goal.", completion: CompletedWords.purposes.kind)
    var goal: String

    @Flag(name: .long, help: "Say what carries each route, and what holds it back.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let goal = try ItemValueReader(replica: replica).item(
            goal, of: .goal)
        let comparison = RouteComparison(goal, in: try .read(replica, about: [goal.id]))
        if output.json {
            JSONOutput.write(
                [("goal_id", .text(goal.id.description))] + Self.json(comparison))
            return
        }
        Terminal.tell(Style.strong(TerminalText.visible(comparison.text)) + "\n")
        for route in comparison.routes { show(route, comparison) }
        let style: Style = comparison.winner == nil ? .warning : .good
        Terminal.tell(style(TerminalText.visible(comparison.verdict)) + "\n")
    }

    private func show(_ route: RouteComparison.Route, _ comparison: RouteComparison) {
        let span =
            route.points == route.bestPoints
            ? "\(route.points)" : "\(route.points) to \(route.bestPoints)"
        Terminal.tell("  \(TerminalText.visible(route.text))  \(span) of 100\n")
        for (criterion, score) in zip(comparison.criteria, route.scores) {
            let shown = score.map { "\($0) of 5" } ?? "not said"
            Terminal.tell(
                Style.faint(
                    "    \(TerminalText.visible(criterion.text)): \(shown), weight \(criterion.weight)"
                ) + "\n")
        }
        if why {
            for reason in route.reasons { Terminal.tell("    \(TerminalText.visible(reason))\n") }
        }
        for unknown in route.unknown {
            Terminal.note("“\(unknown)” is no score of a criterion of this goal.")
        }
    }

    private static func json(
        _ comparison: RouteComparison
    ) -> [(key: String, value: JSONValue)] {
        let routes = comparison.routes.map { route in
            let scores = zip(comparison.criteria, route.scores).map { criterion, score in
                JSONValue.object([
                    ("criterion", .text(criterion.text)),
                    ("weight", .integer(Int64(criterion.weight))),
                    ("score", score.map { .integer(Int64($0)) } ?? .null),
                ])
            }
            return JSONValue.object([
                ("id", .text(route.id.description)), ("text", .text(route.text)),
                ("points", .integer(Int64(route.points))),
                ("best_points", .integer(Int64(route.bestPoints))), ("scores", .array(scores)),
                ("why", .texts(route.reasons)), ("unknown", .texts(route.unknown)),
            ])
        }
        let winner = comparison.routes.first { $0.id == comparison.winner }
        return [
            ("goal", .text(comparison.text)), ("routes", .array(routes)),
            ("winner", .optional(winner?.text)), ("why", .text(comparison.verdict)),
        ]
    }
}
