import ArgumentParser
import ContactFormats
import ContactModel
import Foundation
import SQLiteReplica

/// `kith import`.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import people: vCard, CSV, jCard, Monica, abook, mutt aliases, org-contacts.",
        discussion: """
            vCard 2.1, 3.0 and 4.0; tables of Google, Outlook, Thunderbird, LinkedIn, and any \
            other with --mapping (lines `Column name = field`). One bad card never stops a file, one bad line never stops a card; what could not be \
            taken over is named with its line. The same file again changes nothing; what a newer \
            one says comes in, and what you edited or removed stays so. Who is in the trash is named. \
            `kith undo` takes a whole import back.

            Examples:
              kith import contacts.vcf
              kith import --space team colleagues.vcf
              kith import google.csv --dry-run
              kith import club.csv --mapping club.map
              kith import old-phone.vcf --charset windows-1251
              curl -s https://example.org/a.vcf | kith import -
            """)

    @Argument(help: "Files to import; - is standard input.", completion: .file())
    var files: [String]

    @Option(
        name: .long, help: "The space to put the cards into; yours alone unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Option(
        name: .long, help: "vcard, csv, jcard, monica, abook, mutt or org; found out unless told.")
    var format: ImportFormat?

    @Option(
        name: .long, help: "What the columns of a table are: lines `Column name = field`.",
        completion: .file())
    var mapping: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What text is written in that is not UTF-8 and does not say it: koi8-r, shift_jis.",
            valueName: "charset"))
    var charset: ImportCharset?

    @Flag(name: .long, help: "Show what would become of every card, and change nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        try files.forEach(ImportSource.check)
        let columns = try mapping.map(Self.readMapping)
        let copies = try files.map(PipedInput.copy)
        guard !dryRun else {
            return try Replica.trying { try run(copies, columns, $0) }
        }
        try run(copies, columns, try Replica.writing())
    }

    private func run(
        _ copies: [Int32?], _ columns: CSVMapping?, _ replica: Replica
    ) throws {
        var sessions: [ImportSession] = []
        do {
            for (file, copy) in zip(files, copies) {
                let source = try ImportSource(
                    file, copy: copy, format: format, mapping: columns, charset: charset)
                let session = try ImportSession(
                    into: replica, space: space, isDryRun: dryRun, after: sessions.last)
                sessions.append(session)
                try source.read(into: session)
            }
        } catch {
            // What was imported before stays, so it is told.
            report(sessions.dropLast())
            throw Self.interruption(error, hasBegun: sessions.contains { $0.hasCommitted })
        }
        report(sessions[...])
        if !output.json, !dryRun { try hint(replica, sessions) }
        if sessions.contains(where: \.report.hasLosses) { throw KithExit.data }
    }

    /// The words about a disk that failed after some of the cards were on it.
    private static func interruption(_ error: any Error, hasBegun: Bool) -> any Error {
        guard hasBegun, let known = error as? ReplicaError else { return error }
        let reason: String
        switch known {
        case .diskFull: reason = "The disk is full"
        case .diskFailed: reason = "The disk failed while the database was in use"
        default: return error
        }
        return CommandError(
            exit: .data,
            sentence: "\(reason). What was imported before that is kept: the same command goes on "
                + "from there, and `kith undo` takes it back.")
    }

    /// Says what to do next, to a person; a job that runs by itself is told of doubles alone.
    private func hint(_ replica: Replica, _ sessions: [ImportSession]) throws {
        if sessions.contains(where: { $0.report.count(.imported) > 0 }),
            try replica.sharesAddresses()
        {
            Terminal.note(
                "Some seem to be there twice: `kith dupes` shows them, `kith merge --certain` joins "
                    + "those beyond doubt.")
        }
        guard Terminal.isErrorTerminal else { return }
        for event in try Set(
            WaitingGuest.all(at: nil, replica).compactMap { $0.item.entity(.event) }
        )
        .sorted().compactMap({ try replica.item($0) }) {
            Terminal.note(
                "Guests of \(TerminalText.visible(event.text(.text))) have a card now: "
                    + "`kith guests \(ItemText.shortID(event.id)) --join` brings along what you jotted down."
            )
        }
        if try !replica.hasTiers() {
            Terminal.note("`kith stocktake` goes through them: who matters to you?")
        }
    }

    private func report(_ sessions: ArraySlice<ImportSession>) {
        let reports = zip(files, sessions.map(\.report)).map { (file: $0, report: $1) }
        if output.json {
            JSONOutput.write([("files", .array(reports.map(json)))])
        } else {
            reports.forEach(print)
        }
    }

    private static func readMapping(_ path: String) throws -> CSVMapping {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= 1 << 20 else {
            throw CommandError(exit: .data, sentence: "\(path) cannot be read, or is over 1 MiB.")
        }
        do {
            return try CSVMapping(parsing: Array(bytes))
        } catch {
            throw CommandError(exit: .data, sentence: "\(path): \(error.sentence).")
        }
    }

    private func print(_ file: String, _ report: ImportReport) {
        let name = file == "-" ? "standard input" : TerminalText.visible(file)
        let width = String(report.entries.map(\.line).max() ?? 0).count
        for entry in report.entries {
            for problem in entry.problems where !problem.isTwoDays {
                Terminal.note("\(name): \(problem.sentence)")
            }
            if dryRun { Terminal.tell(verdict(of: entry, width)) }
        }
        writeProblems(of: report, name)
        if let dates = report.ambiguousDates(in: name, isWritten: !dryRun) {
            Terminal.note("\(name): \(dates).")
        }
        let counts = CardImport.Verdict.allCases.compactMap { verdict in
            let count = report.count(verdict)
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let isForeign = report.problems.contains { $0.problem == .textOutsideCards }
        let nothing =
            format.map {
                "nothing in it is read as --format \($0.rawValue); without it kith finds out"
            }
            ?? "nothing in it is a vCard or a table"
        let summary =
            counts.isEmpty
            ? isForeign ? "no cards; \(nothing)" : "no cards"
            : counts.joined(separator: ", ")
        let ending = dryRun ? "; that is what would be, nothing was changed." : "."
        Terminal.tell("\(name): \(summary)\(ending)\n")
        if report.itemCount > 0 {
            Terminal.tell(
                "\(name): \(Counted.text(report.itemCount, "touch, follow-up, day or cadence", "touches, follow-ups, days and cadences"))"
                    + " of before, for you alone.\n")
        }
    }

    /// Tells what belongs to no card; of many alike the first few.
    private func writeProblems(of report: ImportReport, _ name: String) {
        let most = 3
        var counts: [ImportDiagnostic.Problem: Int] = [:]
        for problem in report.problems {
            // Without a card nothing is kept with one.
            if report.cardCount == 0, problem.problem == .textOutsideCards { continue }
            counts[problem.problem, default: 0] += 1
            guard counts[problem.problem, default: 0] <= most else { continue }
            Terminal.note("\(name): \(problem.sentence)")
        }
        let further = counts.values.reduce(0) { $0 + max(0, $1 - most) }
        if further > 0 {
            Terminal.note("\(name): \(Counted.text(further, "line", "lines")) more like that")
        }
    }

    /// The verdict on a card, in a line.
    private func verdict(of entry: ImportReport.Entry, _ width: Int) -> String {
        let number = String(entry.line)
        let line = String(repeating: " ", count: max(0, width - number.count)) + number
        return "line \(line)  \(TerminalText.padded(entry.verdict.rawValue, to: 9))  "
            + "\(TerminalText.visible(entry.name))\n"
    }

    private func json(_ file: String, _ report: ImportReport) -> JSONValue {
        let counts = CardImport.Verdict.allCases.map { verdict in
            (key: verdict.rawValue, value: JSONValue.integer(Int64(report.count(verdict))))
        }
        let entries = report.entries.map { entry in
            JSONValue.object([
                ("line", .integer(Int64(entry.line))), ("verdict", .text(entry.verdict.rawValue)),
                ("name", .text(entry.name)),
                ("problems", .texts(entry.problems.map(\.sentence))),
            ])
        }
        return .object(
            [("file", .text(file))] + counts + [
                ("items", .integer(Int64(clamping: report.itemCount))),
                ("cards", .array(entries)),
                (
                    "problems",
                    .texts(
                        report.problems.map(\.sentence)
                            + [report.ambiguousDates(in: file, isWritten: !dryRun)].compactMap(
                                \.self))
                ),
            ])
    }
}

extension ImportFormat: ExpressibleByArgument {}
