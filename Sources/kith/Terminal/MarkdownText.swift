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

    /// Pairs of marks around a word or several, the longest first; what is alone stays as it is.
    private static let marks: [(mark: String, style: Style)] = [
        ("***", .strong), ("**", .strong), ("__", .strong), ("`", .faint), ("*", .slanted),
        ("_", .slanted),
    ]

    /// A text with what stands between marks in its style, and the addresses of links behind them.
    private static func emphasised(_ text: Substring) -> String {
        var result = ""
        var rest = text
        var before: Character = " "
        while let first = rest.first {
            if first == "[", let (title, address, behind) = link(rest) {
                result += emphasised(title) + " " + Style.faint("(\(address))")
                (rest, before) = (behind, ")")
                continue
            }
            let found = marks.lazy.compactMap { mark, style in
                inside(rest, mark, after: before).map { (mark, style, $0.inside, $0.behind) }
            }.first
            guard let (mark, style, inside, behind) = found else {
                result.append(first)
                (rest, before) = (rest.dropFirst(), first)
                continue
            }
            result += style(String(inside))
            (rest, before) = (behind, mark.last ?? " ")
        }
        return result
    }

    /// The text within a pair of marks at the beginning; nil for stars of a product, and for signs
    /// within a word.
    private static func inside(
        _ text: Substring, _ mark: String, after before: Character
    ) -> (inside: Substring, behind: Substring)? {
        guard text.hasPrefix(mark), !before.isLetter, !before.isNumber else { return nil }
        let rest = text.dropFirst(mark.count)
        guard let end = rest.firstRange(of: mark) else { return nil }
        let (inside, behind) = (rest[..<end.lowerBound], rest[end.upperBound...])
        guard let first = inside.first, let last = inside.last, !first.isWhitespace,
            !last.isWhitespace, first != mark.first,
            !(behind.first.map { $0.isLetter || $0.isNumber || $0 == mark.first } ?? false)
        else { return nil }
        return (inside, behind)
    }

    /// The parts of `[title](address)` at the beginning of a text.
    private static func link(
        _ text: Substring
    ) -> (title: Substring, address: Substring, behind: Substring)? {
        guard let middle = text.firstRange(of: "]("),
            let end = text[middle.upperBound...].firstIndex(of: ")")
        else { return nil }
        let title = text[text.index(after: text.startIndex)..<middle.lowerBound]
        let address = text[middle.upperBound..<end]
        guard !title.isEmpty, !title.contains("["), !address.isEmpty, !address.contains(" ") else {
            return nil
        }
        return (title, address, text[text.index(after: end)...])
    }
}
