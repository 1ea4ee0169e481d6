import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith mail-query`.
struct MailQuery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-query",
        abstract: "Complete addresses for mail clients.",
        discussion: """
            Rows of address, TAB, name, TAB, organisation; those you were in touch with most \
            recently come first. An address with a character in it that cannot be seen is left \
            out, but of JSON: nobody can tell whose it is. The first line says when more people \
            match than are offered. docs/mail.md has the lines for mutt, aerc, lbdb, alot and others.

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

    @Flag(name: .long, help: "Print JSON, for programs: the same as --format json.")
    var json = false

    @Option(name: .long, help: "Of how many people at most, from 1; unless told 200, as JSON all.")
    var limit: Int?

    /// A mail client shows what it gets in one list, and a person reads no more of it.
    private static let usualLimit = 200

    @Option(name: .customLong("mutt-query"), help: "The words, as abook takes them.")
    var muttQuery: String?

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let words = words + [muttQuery].compactMap { $0 }
        let form = muttQuery == nil ? format : .abook
        try Self.answer(words, as: json ? .json : form, noHeader: noHeader, limit: limit)
    }

    /// Prints the addresses that fit, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` when there are none, or ``ReplicaError``.
    static func answer(
        _ words: [String], as format: Format, noHeader: Bool, limit: Int? = nil
    ) throws {
        let replica = try Replica.reading()
        let most = limit ?? (format == .json ? Int(Int32.max) : usualLimit)
        let answer = try replica.mailMatches(words.joined(separator: " "), limit: most)
        let matches = answer.matches.filter {
            (format == .json || plain($0.address) == $0.address)
                && MailboxAddress.isPlausible(plain($0.address))
        }
        if format == .json {
            let rows = matches.map { match in
                JSONValue.object([
                    ("address", .text(match.address)), ("name", .text(match.name)),
                    ("organisation", .text(match.organisation)),
                ])
            }
            JSONOutput.write([("addresses", .array(rows))])
        } else {
            let more =
                answer.isCut
                ? " of the first \(Counted.text(most, "person", "people")); there are more" : ""
            let header = noHeader ? nil : header(of: format, matches.count, more)
            var text = header.map { $0 + "\n" } ?? ""
            for match in matches {
                text += row(match, format)
                text += "\n"
            }
            Terminal.write(text)
        }
        if matches.isEmpty { throw KithExit.nothingFound }
        withExtendedLifetime(replica) { Terminal.end() }
    }

    private static func header(of format: Format, _ count: Int, _ more: String) -> String? {
        switch format {
        case .mutt:
            count == 0 ? "Not found" : "kith: \(Counted.text(count, "address", "addresses"))\(more)"
        case .abook: count == 0 ? "Not found" : ""
        case .aerc, .rfc5322, .json: nil
        }
    }

    private static func row(_ match: MailMatch, _ format: Format) -> String {
        let (name, address) = (plain(match.name), match.address)
        switch format {
        case .mutt:
            return "\(address)\t\(unquoted(name))\t\(plain(match.organisation))"
        case .aerc: return "\(address)\t\(name)"
        case .abook: return "\(address)\t\(name)\t "
        case .rfc5322, .json: return mailbox(name, address)
        }
    }

    /// The text without what could end a field, steer a terminal, or turn the direction of what
    /// stands around it: it goes into a message, so it is left out and not shown as `\u{…}`.
    private static func plain(_ text: String) -> String {
        // What is at stake is a byte below a blank, 7F, or beyond ASCII.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
            // Joiners shape letters and emoji, and turn nothing.
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}": break
            default: result.append(scalar)
            }
        }
        return String(result)
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

    /// The name without what some versions of neomutt take for a quote and others quote themselves.
    private static func unquoted(_ name: String) -> String {
        name.replacing("\"", with: "'").replacing("\\", with: "/")
    }

    /// The name as it stands between quotes.
    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") })
        else { return name }
        return String(name.flatMap { $0 == "\\" || $0 == "\"" ? ["\\", $0] : [$0] })
    }
}
