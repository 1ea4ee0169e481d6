import ArgumentParser
import ContactFormats
import Glibc
import SQLiteReplica

/// `kith import`.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import vCard files (2.1, 3.0, 4.0).",
        discussion: """
            One bad card never stops a file, one bad line never stops a card; what could not be \
            taken over is named with its line. The same file again changes nothing. \
            `kith undo` takes a whole import back.

            Examples:
              kith import contacts.vcf
              kith import --space team colleagues.vcf
              curl -s https://example.org/a.vcf | kith import -
            """)

    @Argument(help: "Files to import; - is standard input.", completion: .file(extensions: ["vcf"]))
    var files: [String]

    @Option(name: .long, help: "The space to put the cards into; yours alone unless told.")
    var space: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        var reports: [(file: String, report: ImportReport)] = []
        let replica = try Replica.writing()
        for file in files {
            let source = try ImportSource(file)
            reports.append((file, try source.read(into: replica, space: space)))
        }
        if output.json {
            JSONOutput.write([("files", .array(reports.map(json)))])
        } else {
            reports.forEach(print)
        }
        if reports.contains(where: { $0.report.hasLosses }) { throw KithExit.data }
    }

    private func print(_ file: String, _ report: ImportReport) {
        let name = TerminalText.visible(file)
        for entry in report.entries {
            for problem in entry.problems {
                Terminal.writeError("\(name): \(TerminalText.visible(problem.sentence))\n")
            }
        }
        for problem in report.problems {
            Terminal.writeError("\(name): \(TerminalText.visible(problem.sentence))\n")
        }
        let counts = CardImport.Verdict.allCases.compactMap { verdict in
            let count = report.count(verdict)
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let summary = counts.isEmpty ? "no cards" : counts.joined(separator: ", ")
        Terminal.write("\(name): \(summary).\n")
    }

    private func json(_ file: String, _ report: ImportReport) -> JSONValue {
        let counts = CardImport.Verdict.allCases.map { verdict in
            (key: verdict.rawValue, value: JSONValue.integer(Int64(report.count(verdict))))
        }
        let entries = report.entries.map { entry in
            JSONValue.object([
                ("line", .integer(Int64(entry.line))), ("verdict", .text(entry.verdict.rawValue)),
                ("problems", .texts(entry.problems.map(\.sentence))),
            ])
        }
        return .object(
            [("file", .text(file))] + counts + [
                ("cards", .array(entries)), ("problems", .texts(report.problems.map(\.sentence))),
            ])
    }
}

/// A file that is read in pieces, so that its size does not matter.
private struct ImportSource {
    private let name: String
    private let descriptor: Int32
    /// The size in bytes; 0 when it is not known.
    private let size: Int

    /// Opens the file.
    ///
    /// - Throws: ``CommandError`` when it cannot be read.
    init(_ name: String) throws {
        self.name = name
        descriptor = name == "-" ? 0 : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError(
                exit: .data, sentence: "\(name): \(String(cString: strerror(errno))).")
        }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw CommandError(exit: .data, sentence: "\(name) is a folder; name its files.")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    /// Imports the whole file.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``; what was committed stays.
    func read(into replica: Replica, space: String?) throws -> ImportReport {
        defer { if descriptor > 0 { close(descriptor) } }
        let session = try ImportSession(into: replica, space: space)
        var reader = VCardReader()
        var bar = ProgressBar("Importing")
        defer { bar.finish() }
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        var total = 0
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandError(
                    exit: .data, sentence: "\(name): \(String(cString: strerror(errno))).")
            }
            if count == 0 { break }
            try session.take(reader.feed(Array(buffer.prefix(count))))
            total += count
            bar.show(
                size > 0 ? Double(total) / Double(size) : nil, "\(session.report.cardCount) cards")
        }
        let rest = reader.finish()
        try session.take(rest.cards)
        session.note(rest.problems)
        try session.finish()
        return session.report
    }
}
