/// Text of others on a terminal: nothing in it can move the cursor or change a colour.
enum TerminalText {
    /// The text in one line, with every control and direction character made visible.
    static func visible(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                result.append(scalar == "\n" || scalar == "\t" ? " " : escaped(scalar))
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}":
                result.append(escaped(scalar))
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text as it is but for what could steer a terminal, the colours of ``Style`` aside: a net
    /// below ``visible(_:)``, which everything that others wrote goes through before it is laid out.
    static func harmless(_ text: String) -> String {
        let isSuspect = text.utf8.contains { byte in
            // Every other control or direction character begins with one of the last two.
            byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F || byte == 0xC2
                || byte == 0xE2
        }
        guard isSuspect else { return text }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            let count = lengthOfColour(rest)
            if count > 0 {
                result.unicodeScalars.append(contentsOf: rest.prefix(count))
                rest = rest.dropFirst(count)
                continue
            }
            rest = rest.dropFirst()
            let isBreak = scalar == "\n" || scalar == "\t" || scalar == "\r" && rest.first == "\n"
            switch scalar.properties.generalCategory {
            case .control where !isBreak: result.append(escaped(scalar))
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}":
                result.append(escaped(scalar))
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// How many scalars at the beginning are a sequence of ``Style``; 0 when there is none.
    private static func lengthOfColour(_ text: Substring.UnicodeScalarView) -> Int {
        guard text.starts(with: "\u{1B}[".unicodeScalars) else { return 0 }
        let digits = text.dropFirst(2).prefix { ("0"..."9").contains($0) || $0 == ";" }
        return text.dropFirst(2 + digits.count).first == "m" ? digits.count + 3 : 0
    }

    /// The text over several lines, each made visible.
    static func visibleLines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { visible(String($0)) }
    }

    /// How many columns the text takes.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// The text over several lines, broken between words; a word that is longer than a line stays.
    static func wrapped(_ text: String, to columns: Int) -> String {
        var result = ""
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let size = width(String(word))
            if used > 0, used + 1 + size > columns {
                result += "\n"
                used = 0
            } else if !result.isEmpty {
                result += " "
                used += 1
            }
            result += word
            used += size
        }
        return result
    }

    /// The text cut to a number of columns, with a mark where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = ""
        var used = 0
        for character in text {
            used += width(character)
            if used > columns - 1 { break }
            result.append(character)
        }
        return columns > 0 ? result + "…" : ""
    }

    /// The text filled with blanks to a number of columns.
    static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Whether a text takes at most so many rows of a terminal.
    ///
    /// - Parameters:
    ///   - text: Lines; may hold the colours of ``Style``.
    ///   - rows: How many there are.
    ///   - columns: Longer lines are broken by the terminal; 0 when that is not known.
    /// - Returns: False when it takes more.
    static func fits(_ text: String, rows: Int, columns: Int) -> Bool {
        var used = 0
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            used += 1
            // A character has at least a byte for each column.
            if columns > 0, line.count > columns {
                used += max(0, width(uncoloured(Substring(line))) - 1) / columns
            }
            if used > rows { return false }
        }
        return true
    }

    /// The text without the sequences of ``Style``.
    static func uncoloured(_ text: Substring) -> String {
        var isSequence = false
        return text.filter { character in
            if character == "\u{1B}" { isSequence = true }
            defer { if isSequence, character == "m" { isSequence = false } }
            return !isSequence
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16) + "}"
    }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.value < 0x300, first.value != 0xAD { return 1 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if first.properties.isEmojiPresentation { return 2 }
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        guard !isWide(first.value) else { return 2 }
        // What Indic scripts join to one character has a column for each letter and vowel sign.
        return character.unicodeScalars.count { scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: false
            default: true
            }
        }
    }

    /// Whether a character takes two columns; lines may be broken beside those that are no pictures.
    static func isWide(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { isWide($0.value) } ?? false
    }

    /// Whether a character stands in a block whose characters take two columns (Unicode TR 11, W
    /// and F), without emoji: those that are shown as pictures are wide, the others are not.
    private static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
            0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
