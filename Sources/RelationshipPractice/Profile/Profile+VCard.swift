import ContactModel

extension Profile {
    /// My card for others, vCard 4.0 (RFC 6350; INTEREST of RFC 6715).
    ///
    /// - Parameter isBrief: Leaves out all but the name and how to reach me: the fewer modules a
    ///   code has, the easier a camera reads it.
    /// - Returns: One card.
    package func vCard(isBrief: Bool = false) -> [UInt8] {
        var lines = ["BEGIN:VCARD", "VERSION:4.0", "FN:" + Self.escaped(name)]
        if !isBrief {
            lines.append("KIND:individual")
            // Who has the card already gets the new words, not a second card.
            if let id { lines.append("UID:" + UUIDText.uri(of: id)) }
        }
        if !email.isEmpty { lines.append("EMAIL:" + Self.escaped(email)) }
        if !phone.isEmpty { lines.append("TEL:" + Self.escaped(phone)) }
        if !url.isEmpty { lines.append("URL:" + Self.address(url)) }
        if !isBrief {
            let said =
                [who, value] + proofs.map { "- " + $0 }
                + (useful.isEmpty ? [] : ["I can help with: " + useful])
                + offers.map { "I offer: " + $0.text }
                + (looking.isEmpty ? [] : ["I am looking for: " + looking])
            let text = said.filter { !$0.isEmpty }.joined(separator: "\n")
            if !text.isEmpty { lines.append("NOTE:" + Self.escaped(text)) }
            lines += interests.map { "INTEREST:" + Self.escaped($0) }
        }
        lines.append("END:VCARD")
        return lines.flatMap { isBrief ? Array(($0 + "\r\n").utf8) : Self.folded($0) }
    }

    /// The code of the brief card; nil when even that is too long.
    package var qrCode: QRCode? {
        name.isEmpty ? nil : QRCode(vCard(isBrief: true))
    }

    /// A text value of RFC 6350, 3.4: control characters cannot stand in one.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ",": result += "\\,"
            case ";": result += "\\;"
            case "\n": result += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A URI has no escapes, blanks or control characters.
    private static func address(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value > 32 }))
    }

    /// Lines of at most 75 octets, never cut inside a character (RFC 6350, 3.2).
    private static func folded(_ line: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var column = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if column + width > 75 {
                bytes += Array("\r\n ".utf8)
                column = 1
            }
            bytes += Array(String(scalar).utf8)
            column += width
        }
        return bytes + Array("\r\n".utf8)
    }
}
