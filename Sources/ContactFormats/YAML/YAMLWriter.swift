import ContactModel

/// Writes texts so that ``YAMLReader`` gives them back.
package enum YAMLWriter {
    /// A text within a line: as it is where that is safe, else in double quotes.
    package static func inline(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// The lines of a text below a key or list mark: of several lines, below a `|`.
    ///
    /// - Parameters:
    ///   - head: What stands before it, such as `title:` or `-`.
    ///   - text: Ends in no line break.
    ///   - indent: Columns before the lines of the text.
    /// - Returns: Lines without their ends.
    package static func lines(_ head: String, _ text: String, indent: Int) -> [String] {
        let parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count > 1, isReadable(parts) else {
            return [text.isEmpty ? head : head + " " + inline(text)]
        }
        let space = String(repeating: " ", count: indent)
        return [head + " |"] + parts.map { $0.isEmpty ? "" : space + String($0) }
    }

    /// Whether lines can stand below a `|`, and none of them would be lost to an editor.
    private static func isReadable(_ parts: [Substring.UnicodeScalarView]) -> Bool {
        guard let first = parts.first?.first, first != " ", first != "\t",
            parts.last?.isEmpty == false
        else { return false }
        return parts.allSatisfy { part in
            part.last != " " && part.last != "\t" && part.first != "\t"
                && part.allSatisfy { $0 == "\t" || isVisible($0) }
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text != "~" else {
            return false
        }
        if first == .space || last == .space || last == .colon { return false }
        if indicators.contains(first) { return false }
        if first == .dash, YAMLReader.isGap(text.utf8.dropFirst().first) { return false }
        // By bytes: a combining mark behind a blank hides it from a search by characters.
        let pairs = zip(text.utf8, text.utf8.dropFirst())
        let isReadOtherwise = pairs.contains {
            $0 == (.colon, .space) || $0 == (.space, .hash)
        }
        if isReadOtherwise { return false }
        return text.unicodeScalars.allSatisfy(isVisible) && text == text.trimmed
    }

    private static let indicators = Set("?:,[]{}#&*!|>'\"%@`".utf8)

    /// Whether a person sees in an editor that the character is there.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            false
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}"
        default: true
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if isVisible(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += escaped(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (sign, width) =
            scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(sign)" + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
