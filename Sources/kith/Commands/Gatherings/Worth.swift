import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith worth`.
struct Worth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worth",
        abstract: "Tell whether a gathering is worth going to, and afterwards whether it was.",
        discussion: """
            Before: its goal and area, who comes, how large and dear it is, what came of others \
            like it. Afterwards: who was met, followed up and met again, and what came of it. \
            Without a name: every gathering, those to come first.

            Examples:
              kith worth "harbour fair" --why
              kith worth
            """)

    @Argument(help: "The event; all without it.", completion: CompletedWords.gatherings.kind)
    var event: String?

    @Flag(name: .long, help: "Say what each verdict is made of.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let book = try output.waiting { try PracticeBook.read(replica) }
        var (fits, returns) = output.waiting {
            (EventFit.all(in: book), EventReturn.all(in: book))
        }
        if let event {
            let found = try ItemValueReader(replica: replica).item(
                event, of: .event)
            returns = returns.filter { $0.event == found.id }
            fits = returns.isEmpty ? [EventFit(found, in: book)] : []
        }
        if output.json {
            JSONOutput.write([
                ("before", .array(fits.map(Self.json))),
                ("after", .array(returns.map(Self.json))),
            ])
            return
        }
        guard !fits.isEmpty || !returns.isEmpty else {
            Terminal.note("No gathering is written down: kith new event \"…\" day=… area=…")
            return
        }
        let isWhole = why || event != nil
        for fit in fits { show(fit, isWhole: isWhole) }
        for event in returns { show(event, isWhole: isWhole) }
    }

    private func show(_ fit: EventFit, isWhole: Bool) {
        let style: Style = fit.verdict == .go ? .good : .warning
        Terminal.tell(
            "\(fit.day?.description ?? "some day  ")  \(Style.strong(TerminalText.visible(fit.text)))"
                + "  \(style(fit.verdict.rawValue)), \(fit.score) of 100\n")
        guard isWhole else { return }
        for reason in fit.reasons { Terminal.tell("    \(TerminalText.visible(reason))\n") }
    }

    private func show(_ event: EventReturn, isWhole: Bool) {
        Terminal.tell(
            "\(event.day?.description ?? "some day  ")  "
                + "\(Style.strong(TerminalText.visible(event.text)))  "
                + TerminalText.visible(event.reasons.first ?? "") + "\n")
        guard isWhole else { return }
        for reason in event.reasons.dropFirst() {
            Terminal.tell("    \(TerminalText.visible(reason))\n")
        }
    }

    private static func json(_ fit: EventFit) -> JSONValue {
        .object([
            ("id", .text(fit.event.description)), ("text", .text(fit.text)),
            ("day", .optional(fit.day?.description)), ("verdict", .text(fit.verdict.rawValue)),
            ("score", .integer(Int64(fit.score))), ("why", .texts(fit.reasons)),
        ])
    }

    private static func json(_ event: EventReturn) -> JSONValue {
        .object([
            ("id", .text(event.event.description)), ("text", .text(event.text)),
            ("day", .optional(event.day?.description)),
            ("met", .integer(Int64(event.met.count))), ("new", .integer(Int64(event.new.count))),
            ("guests", .integer(Int64(event.guests))),
            ("followed_up", .integer(Int64(event.followedUp))),
            ("open_follow_ups", .integer(Int64(event.open))),
            ("met_again", .integer(Int64(event.again))), ("results", .texts(event.results)),
            ("learned", .text(event.learned)),
            ("why", .texts(event.reasons)),
        ])
    }
}
