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
            words = words.dropFirst(7)
            groups.append(Self.token(&words))
        }
        self.groups = groups
        key = Self.token(&words)
        let (list, comment) = Self.cut(words)
        self.comment = comment
        mailboxes = list.compactMap(Self.mailbox)
        if self.key.isEmpty || mailboxes.isEmpty { return nil }
    }

    /// Takes the next word; one in quotes may hold blanks, and a quote that nothing closes is a letter.
    private static func token(_ words: inout Substring) -> String {
        words = words.drop { $0.isWhitespace }
        var quote = words.first.flatMap { "\"'".contains($0) ? $0 : nil }
        if let mark = quote, !words.dropFirst().contains(mark) { quote = nil }
        if quote != nil { words.removeFirst() }
        var token = ""
        while let character = words.first, quote != nil || !character.isWhitespace {
            words.removeFirst()
            if character == quote { break }
            if character == "\\", quote != "'", let next = words.popFirst() {
                token.append(next)
            } else {
                token.append(character)
            }
        }
        return token
    }

    /// Cuts an address list at commas outside quotes, brackets and comments; `#` ends it.
    ///
    /// A quotation mark that is meant is left behind a backslash.
    private static func cut(_ text: Substring) -> (list: [String], comment: String) {
        var list: [String] = []
        var current = ""
        var isQuoted = false
        var depth = 0
        var rest = text.unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "\\", var next = rest.popFirst() {
                // mutt doubles the backslash that stands within quotes.
                while next == "\\", let further = rest.popFirst() { next = further }
                if next == "\"" { current.unicodeScalars.append("\\") }
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
            let name = unquoted(text[..<open]).trimmed
            return address.isEmpty ? nil : Mailbox(name: name, address: address)
        }
        if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
            let name = text[text.index(after: open)...].dropLast()
            return Mailbox(name: String(name).trimmed, address: text[..<open].trimmingSpaces)
        }
        return Mailbox(name: "", address: text)
    }

    /// A text without its quotation marks; those behind a backslash stay.
    private static func unquoted(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if scalar != "\"" || isEscaped { result.unicodeScalars.append(scalar) }
            isEscaped = false
        }
        return result
    }

    /// The cards: of somebody, or of a group and of those of its members that it alone names.
    ///
    /// - Parameter addressByKey: The addresses of the file's other aliases, which members that are keys
    ///   become.
    /// - Returns: The card of the alias first.
    func cards(addressByKey: [String: String]) -> [ImportedCard] {
        let own = [card(addressByKey: addressByKey)]
        guard mailboxes.count > 1 else { return own }
        let known = Set(addressByKey.values)
        return own
            + mailboxes.filter { !$0.name.isEmpty && $0.address.contains("@") }
            .filter { !known.contains($0.address) }
            .map { member in
                var draft = CardDraft()
                Self.describe(member, in: &draft)
                return draft.finished(startLine: line)
            }
    }

    private static func describe(_ mailbox: Mailbox, key: String = "", in draft: inout CardDraft) {
        draft.fullName = mailbox.name
        if !mailbox.name.isEmpty { draft.name = PersonName(splitting: mailbox.name) }
        draft.add("NICKNAME", key)
        draft.add("EMAIL", mailbox.address)
    }

    private func card(addressByKey: [String: String]) -> ImportedCard {
        var draft = CardDraft()
        if mailboxes.count == 1, let mailbox = mailboxes.first, mailbox.address.contains("@") {
            Self.describe(mailbox, key: key, in: &draft)
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
