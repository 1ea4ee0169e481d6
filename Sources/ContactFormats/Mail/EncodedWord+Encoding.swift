extension EncodedWord {
    /// How many bytes of text one word carries: with each as three characters it stays below 75.
    private static let bytesAWord = 18

    /// The text for a header: as it is in printable ASCII, else as encoded words, folded.
    ///
    /// - Returns: Lines after the first begin with a blank.
    package static func encode(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?")
        guard !isPlain else { return text }
        var words: [String] = []
        var word = ""
        var length = 0
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if length + bytes.count > bytesAWord, length > 0 {
                words.append(word)
                (word, length) = ("", 0)
            }
            word += bytes.map(quoted).joined()
            length += bytes.count
        }
        words.append(word)
        return words.map { "=?utf-8?q?\($0)?=" }.joined(separator: "\n ")
    }

    private static func quoted(_ byte: UInt8) -> String {
        switch byte {
        case 0x20: return "_"
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return String(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "=0\(digits)" : "=\(digits)"
        }
    }
}
