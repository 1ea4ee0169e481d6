import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

extension Measure {
    /// Every measure of this machine, with the rates that need the history of the log.
    ///
    /// - Throws: ``ReplicaError``.
    static func all(of replica: Replica) throws -> [Measure] {
        try all(.read(replica)) + [stageRates(replica.stageHistories(), dayOf: LocalTime.day)]
    }
}

/// `kith stats`.
struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show honest measures: giving, promises, depth, purpose, outcomes …",
        discussion: """
            How many people you know is not among them. --why says what each is made of.

            Examples:
              kith stats
              kith stats well --why
            """)

    @Argument(help: "Only this measure.", completion: .list(Measure.names))
    var name: String?

    @Flag(name: .long, help: "Say what each measure is made of.")
    var why = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        let all = try output.waiting { try Measure.all(of: replica) }
        let measures = all.filter { name == nil || $0.name == name }
        guard !measures.isEmpty else {
            let names = all.map(\.name).joined(separator: ", ")
            throw CommandError(
                exit: .usage,
                sentence: "There is no measure `\(name ?? "")`; there are \(names).")
        }
        if output.json {
            JSONOutput.write([("measures", .array(measures.map(Self.json)))])
            return
        }
        for measure in measures {
            Terminal.tell(
                "\(Style.strong(measure.name))  \(TerminalText.visible(measure.sentence))\n")
            Terminal.tell(Bars.text(measure.parts))
            if why { Terminal.tell(Style.faint("  \(TerminalText.visible(measure.why))\n")) }
        }
    }

    private static func json(_ measure: Measure) -> JSONValue {
        .object([
            ("name", .text(measure.name)), ("sentence", .text(measure.sentence)),
            (
                "parts",
                .array(
                    measure.parts.enumerated().map { place, part in
                        let id = measure.ids.dropFirst(place).first?.description
                        return .object(
                            [("label", .text(part.label)), ("value", .integer(Int64(part.value)))]
                                + (id.map { [("id", .text($0))] } ?? []))
                    })
            ), ("why", .text(measure.why)),
        ])
    }
}

/// Labelled bars on a terminal.
enum Bars {
    private static let width = 5...30

    /// A line a part, the longest bar as wide as there is room; nothing when all are 0.
    static func text(_ parts: [(label: String, value: Int)]) -> String {
        guard let most = parts.map(\.value).max(), most > 0 else { return "" }
        let label = parts.map { TerminalText.width($0.label) }.max() ?? 0
        let around = label + String(most).count + 5
        let width = min(Self.width.upperBound, max(Self.width.lowerBound, Terminal.width - around))
        return parts.map { part in
            let filled = part.value * width / most
            let bar = String(repeating: "█", count: max(filled, part.value > 0 ? 1 : 0))
            let name = TerminalText.padded(TerminalText.visible(part.label), to: label)
            return "  \(name)  \(Style.good(bar)) \(part.value)\n"
        }.joined()
    }
}
