import ContactModel

/// The addresses in the head of a message (RFC 5322), as `kith add-email` reads them.
package struct MailHeaders: Sendable {
    /// One header, unfolded.
    package struct Header: Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String
    }

    package let headers: [Header]

    /// How much of a message is looked at: the head of any real one is smaller.
    package static let maximumBytes = 1 << 20

    /// Reads the head of a message up to the first empty line; damaged UTF-8 is repaired.
    package init(_ message: [UInt8]) {
        var headers: [Header] = []
        let head = message.prefix(Self.maximumBytes)
        for rawLine in head.split(separator: 10, omittingEmptySubsequences: false) {
            let line = rawLine.last == 13 ? rawLine.dropLast() : rawLine
            if line.isEmpty {
                if headers.isEmpty { continue }
                break
            }
            let text = String(decoding: line, as: UTF8.self)
            if line.first == 32 || line.first == 9, let last = headers.popLast() {
                let value = last.value + " " + text.drop { $0 == " " || $0 == "\t" }
                headers.append(Header(name: last.name, value: value))
            } else if let colon = text.firstIndex(of: ":") {
                let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                headers.append(Header(name: text[..<colon].lowercased(), value: String(value)))
            }
        }
        self.headers = headers
    }

    /// The addresses that the message names as those of its mailing list (`List-Post`, RFC 2369), in
    /// lower case.
    package var listAddresses: Set<String> {
        let values = headers.filter { $0.name == "list-post" }.map { $0.value.lowercased() }
        return Set(
            values.flatMap { $0.split(separator: "<") }.compactMap { part in
                guard part.hasPrefix("mailto:") else { return nil }
                return String(part.dropFirst(7).prefix { $0 != ">" && $0 != "?" }).trimmed
            })
    }

    /// The addresses of some headers, each once, in their order.
    ///
    /// - Parameter names: Such as `from` and `cc`, in lower case.
    /// - Returns: Names decoded (RFC 2047), addresses in lower case.
    package func addresses(in names: [String]) -> [MailAddress] {
        var seen: Set<String> = []
        return names.flatMap { name in
            headers.filter { $0.name == name }.flatMap { MailAddress.list($0.value) }
        }.filter { seen.insert($0.address).inserted }
    }
}

/// A name and an address out of a mail.
package struct MailAddress: Hashable, Sendable {
    /// Empty when the mail gives none.
    package let name: String
    /// In lower case.
    package let address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Whether it belongs to a machine or a list and to nobody one knows.
    package var isAutomatic: Bool {
        let local = address.prefix { $0 != "@" }
        let marks = [
            "noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster",
            "bounce", "notifications", "newsletter", "unsubscribe",
        ]
        return marks.contains { local.contains($0) } || local.hasSuffix("-request")
            || local.hasSuffix("-bounces")
    }

    /// Reads a list of addresses; what is none is left out.
    package static func list(_ text: String) -> [MailAddress] {
        var parts: [String] = []
        var part = ""
        var isQuoted = false
        var isEscaped = false
        var depth = 0
        for character in text.prefix(65_536) {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == "(" {
                depth += 1
            } else if !isQuoted, character == ")" {
                depth = max(0, depth - 1)
            } else if !isQuoted, depth == 0, character == "," || character == ";" {
                parts.append(part)
                part = ""
                continue
            }
            part.append(character)
        }
        return (parts + [part]).compactMap(MailAddress.init(part:))
    }

    /// Reads `Name <address>`, `address (Name)` or an address alone.
    private init?(part: String) {
        var text = part.trimmed
        // The name of a group stands before its first member.
        if let colon = text.firstIndex(of: ":"),
            text[..<colon].allSatisfy({ $0 != "@" && $0 != "<" && $0 != "\"" })
        {
            text = String(text[text.index(after: colon)...]).trimmed
        }
        let name: String
        let address: String
        if let open = text.lastIndex(of: "<") {
            name = String(text[..<open])
            address = String(text[text.index(after: open)...].prefix { $0 != ">" })
        } else if let open = text.firstIndex(of: "(") {
            name = String(text[text.index(after: open)...].prefix { $0 != ")" })
            address = String(text[..<open])
        } else {
            name = ""
            address = text
        }
        let lower = address.trimmed.lowercased()
        let sides = lower.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }),
            lower.allSatisfy({ !$0.isWhitespace && $0 != "<" && $0 != ">" && $0 != "\"" })
        else { return nil }
        self.init(name: EncodedWord.decode(Self.unquoted(name.trimmed)), address: lower)
    }

    private static func unquoted(_ name: String) -> String {
        guard name.hasPrefix("\""), name.hasSuffix("\""), name.count >= 2 else { return name }
        var result = ""
        var isEscaped = false
        for character in name.dropFirst().dropLast() {
            if !isEscaped, character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}
