import ContactModel

/// One alias of mutt.
struct MuttAlias {
    /// An address with the name it carries.
    struct Mailbox: Hashable {
        var name: String
        var address: String
    }

    let line: Int
    let key: String
    private let groups: [String]
    let mailboxes: [Mailbox]
    private let comment: String

    /// Reads a line that begins with `alias `; nil without a key and an address.
    init?(_ text: String, line: Int) {
        self.line = line
        var words = text.dropFirst(6)
        var groups: [String] = []
        while true {
            words = words.drop { $0.isWhitespace }
            guard words.hasPrefix("-group ") else { break }
            words = words.dropFirst(7).drop { $0.isWhitespace }
            let name = words.prefix { !$0.isWhitespace }
            groups.append(String(name))
            words = words.dropFirst(name.count)
        }
        self.groups = groups
        let key = words.prefix { !$0.isWhitespace }
        self.key = String(key)
        let (list, comment) = Self.cut(words.dropFirst(key.count))
        self.comment = comment
        mailboxes = list.compactMap(Self.mailbox)
        if self.key.isEmpty || mailboxes.isEmpty { return nil }
    }

    /// Cuts an address list at commas outside quotes, brackets and comments; `#` ends it.
    private static func cut(_ text: Substring) -> (list: [String], comment: String) {
        var list: [String] = []
        var current = ""
        var isQuoted = false
        var depth = 0
        var rest = text.unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "\\", let next = rest.popFirst() {
                current.unicodeScalars.append(next)
                continue
            }
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == "(", !isQuoted { depth += 1 }
            if scalar == ")", !isQuoted { depth = max(0, depth - 1) }
            let isOutside = !isQuoted && depth == 0
            if isOutside, scalar == "#" { break }
            if isOutside, scalar == "," || scalar == ";" {
                list.append(current)
                current = ""
            } else {
                current.unicodeScalars.append(scalar)
            }
        }
        return (list + [current], String(rest).trimmed)
    }

    /// Reads `Name <address>`, `address (Name)`, `address` or the key of another alias.
    private static func mailbox(_ text: String) -> Mailbox? {
        let text = text.trimmed
        guard !text.isEmpty else { return nil }
        if let open = text.lastIndex(of: "<"), let close = text.lastIndex(of: ">"), open < close {
            let address = text[text.index(after: open)..<close].trimmingSpaces
            let name = text[..<open].trimmingSpaces.replacing("\"", with: "")
            return address.isEmpty ? nil : Mailbox(name: name, address: address)
        }
        if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
            let name = text[text.index(after: open)...].dropLast()
            return Mailbox(name: String(name).trimmed, address: text[..<open].trimmingSpaces)
        }
        return Mailbox(name: "", address: text)
    }

    /// The card; members that are keys of other aliases become their addresses.
    func card(addressByKey: [String: String]) -> ImportedCard {
        var draft = CardDraft()
        if mailboxes.count == 1, let mailbox = mailboxes.first, mailbox.address.contains("@") {
            draft.fullName = mailbox.name
            if !mailbox.name.isEmpty { draft.name = PersonName(splitting: mailbox.name) }
            draft.add("NICKNAME", key)
            draft.add("EMAIL", mailbox.address)
        } else {
            draft.fullName = key
            let addresses = mailboxes.map { addressByKey[$0.address] ?? $0.address }
            draft.addMembers(addresses.filter { $0.contains("@") }.map { "mailto:\($0)" })
            for other in addresses where !other.contains("@") {
                draft.keep(other, column: "member", source: "MUTT")
            }
        }
        draft.addTags(groups)
        draft.add("NOTE", comment)
        return draft.finished(startLine: line)
    }
}
