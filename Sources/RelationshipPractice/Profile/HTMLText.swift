/// Text as HTML and SVG take it, whoever wrote it.
package enum HTMLText {
    /// The text with everything escaped that could be markup, in content and quoted attributes.
    ///
    /// Control characters, which are no characters of XML, become blanks.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += " "
            // Marks that turn the direction of what follows, to look like something else.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A link with an address as its text; only text unless it is of the web.
    package static func link(_ address: String) -> String {
        let lower = address.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else {
            return escaped(address)
        }
        let shown = address.drop { $0 != ":" }.dropFirst(3)
        let text = shown.hasSuffix("/") ? shown.dropLast() : shown
        return "<a href=\"\(escaped(address))\">\(escaped(String(text)))</a>"
    }
}
