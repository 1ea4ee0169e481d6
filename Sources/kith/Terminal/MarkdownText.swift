/// Markdown as it reads on a terminal; where there are no styles, as it was written.
enum MarkdownText {
    /// A line, made safe for the terminal before.
    static func line(_ line: String) -> String {
        guard Terminal.hasColour else { return line }
        let indent = line.prefix { $0 == " " }
        let text = line.dropFirst(indent.count)
        let hashes = text.prefix { $0 == "#" }
        if (1...6).contains(hashes.count), text.dropFirst(hashes.count).first == " " {
            return Style.strong(String(text.dropFirst(hashes.count + 1)))
        }
        if text.hasPrefix("> ") { return indent + Style.faint(emphasised(text.dropFirst(2))) }
        if ["- ", "* ", "+ "].contains(where: text.hasPrefix) {
            return indent + "• " + emphasised(text.dropFirst(2))
        }
        return indent + emphasised(text)
    }

    /// What stands between pairs of `**` in bold; a single pair of stars is left alone.
    private static func emphasised(_ text: Substring) -> String {
        let parts = text.split(separator: "**", omittingEmptySubsequences: false)
        guard parts.count > 2, parts.count % 2 == 1 else { return String(text) }
        return parts.enumerated().map { number, part in
            number % 2 == 1 ? Style.strong(String(part)) : String(part)
        }.joined()
    }
}
