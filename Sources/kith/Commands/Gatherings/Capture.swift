import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith capture`.
struct Capture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Jot down whom you met at a gathering, a line each; every line is followed up.",
        discussion: """
            A line is a name, a colon or comma, and a note; promised, promises (theirs), needs, \
            gave, got and learned begin what follows of it. Names + names are several people. Each \
            line becomes a touch at the event, with a follow-up within 48 hours. Who has no card \
            stays a guest, with the note. On a terminal each line is kept as it is typed, an empty \
            one ends; from a pipe all lines, 2,000 at most, are one command for `kith undo`.

            Examples:
              kith capture "harbour fair"
              printf 'Ada: likes harbours, promised the draft\\nBob + Carol: sailing\\n' | kith capture fair
              kith capture "harbour fair" --no-follow-up < notes.txt
            """)

    @Argument(help: "The event.", completion: CompletedWords.gatherings.kind)
    var event: String

    @Flag(name: .long, help: "Make no follow-ups.")
    var noFollowUp = false

    @OptionGroup var output: OutputOptions

    /// The number of lines beyond which a pipe holds no notes of one gathering.
    private static let maximumLines = 2_000

    func run() throws {
        let replica = try Replica.reading()
        let event = try ItemValueReader(replica: replica).item(
            event, of: .event)
        var session = try CaptureSession(event, replica, makesFollowUps: !noFollowUp)
        if Terminal.isInputTerminal {
            try runOnTerminal(&session, event)
            return
        }
        var count = 0
        while let line = readLine() {
            count += 1
            guard count <= Self.maximumLines else {
                throw CommandError(
                    exit: .data,
                    sentence: "More than \(Self.maximumLines) lines are no notes of one gathering; "
                        + "nothing was written down. `head` and `tail` part them.")
            }
            try session.take(line)
        }
        try session.keep()
        try tell(session, replica)
    }

    private func runOnTerminal(_ session: inout CaptureSession, _ event: Item) throws {
        Terminal.ask(
            "\(TerminalText.visible(event.text(.text))): name: note, promised …, needs …\n> ")
        while let line = readLine(), !line.allSatisfy(\.isWhitespace) {
            let before = session.results.count
            try session.take(line)
            try session.keep()
            for result in session.results.dropFirst(before) { Self.write(result) }
            Terminal.ask("> ")
        }
        Terminal.tell("\(Counted.text(session.results.count, "line")) kept.\n")
    }

    private func tell(_ session: CaptureSession, _ replica: Replica) throws {
        if output.json {
            JSONOutput.write([("lines", .array(session.results.map(Self.json)))])
            return
        }
        for result in session.results { Self.write(result) }
        let guests = Set(session.results.compactMap(\.guest)).count
        Terminal.note(
            "\(Counted.text(session.results.count, "line")) kept"
                + (guests > 0 ? ", \(Counted.text(guests, "guest")) without a card" : "") + ".")
        if session.results.contains(where: { $0.guest == nil }) {
            Terminal.note("`kith today` shows what to come back to.")
        }
        if guests > 0 {
            Terminal.note(
                "With a card a guest gets promises, needs and a follow-up: `kith add`, or an import "
                    + "and then `kith guests EVENT --join`.")
        }
    }

    private static func write(_ result: CaptureSession.Result) {
        let who = result.guest ?? result.people.joined(separator: ", ")
        let name = Style.strong(TerminalText.visible(who))
        let state = result.guest == nil ? "" : Style.warning("  guest: \(result.why)")
        Terminal.tell("\(name)  \(TerminalText.visible(result.note))\(state)\n")
        for made in result.made { Terminal.tell("    \(TerminalText.visible(made))\n") }
    }

    private static func json(_ result: CaptureSession.Result) -> JSONValue {
        .object([
            ("line", .text(result.line)), ("people", .texts(result.people)),
            ("guest", .optional(result.guest)), ("note", .text(result.note)),
            ("made", .texts(result.made)),
            ("why", result.why.isEmpty ? .null : .text(result.why)),
        ])
    }
}
