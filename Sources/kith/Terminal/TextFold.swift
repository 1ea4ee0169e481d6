/// Long lines over several, broken between words, the rest of each further in.
///
/// A word that alone is wider than a line stays whole, on a line of its own; Chinese and Japanese
/// have no blanks, and are broken between characters.
struct TextFold {
    /// How wide a line may be.
    let columns: Int
    /// Where the rest of a line begins; nil is two columns further in than the line.
    var hanging: Int?

    /// Every line folded.
    ///
    /// - Parameter text: Lines; may hold the colours of ``Style``.
    /// - Returns: The same words, with more ends of lines.
    func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(line)
            .joined(separator: "\n")
    }

    private func line(_ line: Substring) -> String {
        let plain = TerminalText.uncoloured(line)
        guard TerminalText.width(plain) > columns else { return String(line) }
        let indent = min(hanging ?? plain.prefix { $0 == " " }.count + 2, columns / 2)
        var result = ""
        var (used, gap, hasWord) = (0, -1, false)
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            gap += 1
            for piece in Self.pieces(of: word) {
                let size = TerminalText.width(TerminalText.uncoloured(piece))
                if hasWord, used + gap + size > columns {
                    result += "\n" + String(repeating: " ", count: indent)
                    (used, hasWord) = (indent, false)
                } else {
                    result += String(repeating: " ", count: gap)
                    used += gap
                }
                result += piece
                used += size
                gap = 0
                hasWord = hasWord || size > 0
            }
        }
        return result
    }

    /// A word, taken apart where a line may be broken within it.
    private static func pieces(of word: Substring) -> [Substring] {
        guard !word.isEmpty else { return [] }
        guard word.contains(where: TerminalText.isWide) else { return [word] }
        var pieces: [Substring] = []
        var start = word.startIndex
        var last: Character?
        for index in word.indices {
            let character = word[index]
            defer { last = character }
            guard let before = last, !closing.contains(character), !opening.contains(before),
                TerminalText.isWide(before) || TerminalText.isWide(character)
            else { continue }
            pieces.append(word[start..<index])
            start = index
        }
        return pieces + [word[start...]]
    }

    /// No line begins with these.
    private static let closing = Set("、。，．）」』】〉》〕！？：；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}.,:;!?")
    /// No line ends with these.
    private static let opening = Set("（「『【〈《〔([{")
}
