import ContactModel

/// Somebody on a list of people who come to a gathering.
package struct GuestEntry: Hashable, Sendable {
    package var name: String
    /// In lower case; empty when the list gives none.
    package var email: String
    package var organisation: String
    package var role: String

    package init(name: String, email: String = "", organisation: String = "", role: String = "") {
        self.name = name
        self.email = email
        self.organisation = organisation
        self.role = role
    }
}

/// Reads who comes to a gathering: an invitation (.ics), a table, vCards, or lines of names.
///
/// Everybody once, by address, else by name; who declined and rooms are left out.
package struct GuestList: Hashable, Sendable {
    /// In the order of the list.
    package let entries: [GuestEntry]
    /// Lines in which nobody was found.
    package let skipped: Int

    /// More names than this are no list of guests one could prepare for.
    package static let maximumCount = 3_000

    /// Reads a whole list; damaged UTF-8 is repaired.
    package init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let start = text.prefix(4_096).uppercased()
        var skipped = 0
        let found: [GuestEntry]
        if start.contains("BEGIN:VCALENDAR") {
            found = Self.calendar(bytes)
        } else if start.contains("BEGIN:VCARD") {
            found = VCardReader.read(bytes).cards.map(Self.entry)
        } else if Self.hasHeader(text) {
            found = Self.table(bytes)
        } else {
            (found, skipped) = Self.lines(text)
        }
        var seen: Set<String> = []
        entries = Array(
            found.filter { entry in
                let key = entry.email.isEmpty ? FoldedText.fold(entry.name) : entry.email
                return !key.isEmpty && seen.insert(key).inserted
            }.prefix(Self.maximumCount))
        self.skipped = skipped
    }

    // MARK: - Invitations

    private static func calendar(_ bytes: [UInt8]) -> [GuestEntry] {
        var lines: [[UInt8]] = []
        for raw in bytes.split(separator: 10) {
            let line = raw.last == 13 ? raw.dropLast() : raw
            if let first = line.first, first == 32 || first == 9, !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else {
                lines.append(Array(line))
            }
        }
        return lines.compactMap { raw in
            let line = ContentLine(raw: raw)
            guard ["ATTENDEE", "ORGANIZER"].contains(line.name) else { return nil }
            let says = { (name: String) in line.values(of: name).first?.uppercased() ?? "" }
            guard says("PARTSTAT") != "DECLINED", !["ROOM", "RESOURCE"].contains(says("CUTYPE"))
            else { return nil }
            let address = MatchKey.email(line.text)
            let email = address.contains("@") ? address : ""
            let name = inOrder((line.values(of: "CN").first ?? "").trimmed)
            let isHost = line.name == "ORGANIZER" || says("ROLE") == "CHAIR"
            return GuestEntry(
                name: named(name, email), email: email, role: isHost ? "host" : "")
        }
    }

    /// Calendars of offices write `Lind, Ada`.
    private static func inOrder(_ name: String) -> String {
        let parts = name.split(separator: ",").map { String($0).trimmed }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return name }
        return "\(parts[1]) \(parts[0])"
    }

    // MARK: - Tables and cards

    private static let headerWords: Set<String> = [
        "name", "fullname", "full", "first", "last", "mail", "email", "attendee", "participant",
        "vorname", "nachname", "guest",
    ]

    /// Whether the first line names columns: it has several, no address, and a word that says so.
    private static func hasHeader(_ text: String) -> Bool {
        let first = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
        guard let first, !first.contains("@"), first.contains(where: { ",;\t".contains($0) }) else {
            return false
        }
        return FoldedText.words(String(first)).contains(where: headerWords.contains)
    }

    private static func table(_ bytes: [UInt8]) -> [GuestEntry] {
        let (cards, problems) = CSVReader.read(bytes)
        if !cards.isEmpty { return cards.map(entry) }
        for problem in problems {
            guard case .source(.unknownHeader(let columns)) = problem.problem,
                // What the names of the columns say is all there is; without it there is no list.
                let mapping = try? CSVMapping(
                    parsing: Array(CSVMapping.template(for: columns).utf8))
            else { continue }
            return CSVReader.read(bytes, mapping: mapping).cards.map(entry)
        }
        return []
    }

    private static func entry(_ card: ImportedCard) -> GuestEntry {
        var entry = GuestEntry(name: "")
        var parts: [String] = []
        for raw in card.lines {
            let line = ContentLine(raw: raw)
            switch line.name {
            case "FN": entry.name = line.text.trimmed
            case "N": parts = line.components
            case "EMAIL" where entry.email.isEmpty: entry.email = MatchKey.email(line.text)
            case "ORG" where entry.organisation.isEmpty:
                entry.organisation = (line.components.first ?? "").trimmed
            case "ROLE" where entry.role.isEmpty, "TITLE" where entry.role.isEmpty:
                entry.role = line.text.trimmed
            default: break
            }
        }
        if entry.name.isEmpty {
            entry.name = parts.prefix(2).reversed().joined(separator: " ").trimmed
        }
        entry.name = named(entry.name, entry.email)
        return entry
    }

    // MARK: - Lines

    private static func lines(_ text: String) -> (entries: [GuestEntry], skipped: Int) {
        var entries: [GuestEntry] = []
        var skipped = 0
        for raw in text.split(whereSeparator: \.isNewline) {
            let line = withoutBullet(String(raw).trimmed)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if entries.isEmpty, titles.contains(FoldedText.fold(line)) { continue }
            let found = people(in: line)
            if found.isEmpty { skipped += 1 }
            entries += found
        }
        return (entries, skipped)
    }

    /// The titles that a column of nothing but names may have.
    private static let titles: Set<String> = ["name", "names", "full name", "guest", "guests"]

    private static func people(in line: String) -> [GuestEntry] {
        let pieces = line.split { ",;\t|".contains($0) }.map { String($0).trimmed }
            .filter { !$0.isEmpty }
        let addresses = MailAddress.list(line)
        if addresses.count == 1, let address = addresses.first, address.name.isEmpty {
            let others = pieces.filter { !$0.contains("@") }
            return [
                GuestEntry(
                    name: named(others.first ?? "", address.address), email: address.address,
                    organisation: others.dropFirst().first ?? "")
            ]
        }
        if !addresses.isEmpty {
            return addresses.map {
                GuestEntry(name: named($0.name, $0.address), email: $0.address)
            }
        }
        guard let name = pieces.first, name.contains(where: \.isLetter) else { return [] }
        return [GuestEntry(name: name, organisation: pieces.dropFirst().first ?? "")]
    }

    /// Takes `- `, `* `, `• ` and `12. ` away.
    private static func withoutBullet(_ line: String) -> String {
        let number = line.prefix { $0.isNumber }
        let rest = line.dropFirst(number.count)
        if !number.isEmpty, rest.hasPrefix(".") || rest.hasPrefix(")") {
            return String(rest.dropFirst()).trimmed
        }
        for mark in ["- ", "* ", "• "] where line.hasPrefix(mark) {
            return String(line.dropFirst(mark.count)).trimmed
        }
        return line
    }

    /// The name, or what the address makes of it: `ada.lind@x` may be Ada Lind.
    private static func named(_ name: String, _ email: String) -> String {
        guard name.isEmpty || name.contains("@") else { return name }
        let words = email.prefix { $0 != "@" }.split { ".-_+".contains($0) }
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}
