extension Profile {
    /// The one-pager as Markdown; what was typed stays text.
    package var markdown: String {
        var blocks = ["# " + Self.plain(name.isEmpty ? "Profile" : name)]
        if !who.isEmpty { blocks.append(Self.plain(who)) }
        if !value.isEmpty { blocks.append("> " + Self.plain(value)) }
        func section(_ title: String, _ items: [String]) {
            guard !items.isEmpty else { return }
            blocks.append("## \(title)")
            blocks.append(items.map { "- " + $0 }.joined(separator: "\n"))
        }
        func section(_ title: String, _ text: String) {
            guard !text.isEmpty else { return }
            blocks += ["## \(title)", Self.plain(text)]
        }
        section("What shows it", proofs.map(Self.plain))
        section("How I can be useful", useful)
        section(
            "What I offer",
            offers.map { offer in
                Self.plain(offer.text) + (offer.url.isEmpty ? "" : " " + Self.link(offer.url))
            })
        section("What interests me", interests.joined(separator: ", "))
        section("What I am looking for", looking)
        section(
            "How to reach me",
            [Self.plain(email), Self.plain(phone), Self.link(url)].filter { !$0.isEmpty })
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// Text without a meaning to Markdown, on one line.
    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "!", "&", "~":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        // A number with a dot, a plus or a minus at the beginning would make a list.
        let start = result.prefix { $0.isNumber }
        let rest = result.dropFirst(start.count)
        if let mark = rest.first, mark == "." || mark == ")", !start.isEmpty {
            return start + "\\" + rest
        }
        return result.hasPrefix("-") || result.hasPrefix("+") || result.hasPrefix("=")
            ? "\\" + result : result
    }

    private static func link(_ address: String) -> String {
        let lower = address.lowercased()
        let isWeb = lower.hasPrefix("https://") || lower.hasPrefix("http://")
        let isSafe = address.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "<" && $0 != ">" }
        return isWeb && isSafe ? "<\(address)>" : plain(address)
    }
}
