import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith mail-query`.
struct MailQuery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-query",
        abstract: "Complete addresses for mail clients.",
        discussion: """
            Rows of address, TAB, name, TAB, organisation; those you were in touch with most \
            recently come first. docs/mail.md has the lines for mutt, aerc, lbdb, alot and others.

            Examples:
              kith mail-query ada
              set query_command = "kith mail-query %s"            # neomutt
              address-book-cmd = kith mail-query --no-header %s   # aerc
            """)

    /// How rows are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case mutt
        case aerc
        case abook
        case rfc5322
        case json
    }

    @Argument(help: "Words of names, addresses, organisations or tags.")
    var words: [String] = []

    @Option(name: .long, help: "mutt, aerc, abook, rfc5322 or json.")
    var format = Format.mutt

    @Flag(name: .long, help: "Leave out the first line, which mutt expects.")
    var noHeader = false

    @Option(name: .customLong("mutt-query"), help: "The words, as abook takes them.")
    var muttQuery: String?

    func run() throws {
        let words = words + [muttQuery].compactMap { $0 }
        try Self.answer(words, as: muttQuery == nil ? format : .abook, noHeader: noHeader)
    }

    /// Prints the addresses that fit, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` when there are none, or ``ReplicaError``.
    static func answer(_ words: [String], as format: Format, noHeader: Bool) throws {
        let replica = try Replica.reading()
        let matches = try replica.mailMatches(words.joined(separator: " "))
        if format == .json {
            let rows = matches.map { match in
                JSONValue.object([
                    ("address", .text(match.address)), ("name", .text(match.name)),
                    ("organisation", .text(match.organisation)),
                ])
            }
            JSONOutput.write([("addresses", .array(rows))])
        } else {
            var text = noHeader ? "" : header(of: format, matches.count).map { $0 + "\n" } ?? ""
            for match in matches {
                text += row(match, format)
                text += "\n"
            }
            Terminal.write(text)
        }
        if matches.isEmpty { throw KithExit.nothingFound }
        withExtendedLifetime(replica) { Terminal.end() }
    }

    private static func header(of format: Format, _ count: Int) -> String? {
        switch format {
        case .mutt:
            count == 0 ? "Not found" : "kith: \(Counted.text(count, "address", "addresses"))"
        case .abook: count == 0 ? "Not found" : ""
        case .aerc, .rfc5322, .json: nil
        }
    }

    private static func row(_ match: MailMatch, _ format: Format) -> String {
        let name = plain(match.name)
        let address = plain(match.address)
        switch format {
        case .mutt:
            return "\(address)\t\(escaped(name))\t\(plain(match.organisation))"
        case .aerc: return "\(address)\t\(name)"
        case .abook: return "\(address)\t\(name)\t "
        case .rfc5322, .json: return mailbox(name, address)
        }
    }

    /// The text without what could end a field or steer a terminal.
    private static func plain(_ text: String) -> String {
        // Control characters are bytes below a blank, 7F, or begin with C2 in UTF-8.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else {
            return text
        }
        let cleaned = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(cleaned)
    }

    /// `Name <address>`, the name quoted when it needs to be.
    private static func mailbox(_ name: String, _ address: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar == " " || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        if name.isEmpty { return address }
        if isPlain { return "\(name) <\(address)>" }
        return "\"\(escaped(name))\" <\(address)>"
    }

    /// The name as it stands between quotes.
    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") })
        else { return name }
        return String(name.flatMap { $0 == "\\" || $0 == "\"" ? ["\\", $0] : [$0] })
    }
}
