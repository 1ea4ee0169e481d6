/// A number taken apart as it is written, before its country is known.
struct WrittenNumber {
    /// All digits, without those of the extension.
    private(set) var digits = ""
    /// Whether it begins with a plus sign, or its `phone-context` does.
    private(set) var isInternational = false
    /// Whether it says "(0)", the trunk prefix that is not dialled from abroad.
    private(set) var hasZeroInParentheses = false
    private(set) var extensionDigits: String?

    /// Takes a text apart; nil when it holds what no number does, or too few or many digits.
    init?(_ text: String) {
        var body = text.trimmed
        if body.prefix(4).lowercased() == "tel:" { body = String(body.dropFirst(4)) }
        var context = ""
        if let parameters = body.firstIndex(of: ";") {
            context = readParameters(body[parameters...])
            body = String(body[..<parameters])
        }
        let scalars = Array(body.unicodeScalars)
        let start = Self.lengthOfLeadingWord(scalars)
        guard read(scalars[start...]) else { return nil }
        if !isInternational, context.hasPrefix("+") {
            isInternational = true
            digits = context.filter(\.isASCII).filter(\.isNumber) + digits
        }
        guard (3...18).contains(digits.utf8.count) else { return nil }
    }

    /// Reads the parameters of a `tel:` address (RFC 3966); their `phone-context` comes back.
    private mutating func readParameters(_ text: Substring) -> String {
        var context = ""
        for parameter in text.split(separator: ";") {
            let lower = parameter.lowercased()
            if lower.hasPrefix("ext=") {
                setExtension(lower.unicodeScalars.dropFirst(4))
            } else if lower.hasPrefix("phone-context=") {
                context = String(lower.dropFirst(14))
            }
        }
        return context
    }

    /// How many scalars at the front are a word such as "Tel." and what follows it.
    private static func lengthOfLeadingWord(_ scalars: [Unicode.Scalar]) -> Int {
        guard scalars.first?.properties.isAlphabetic == true else { return 0 }
        let isWord = { (scalar: Unicode.Scalar) in
            scalar.properties.isAlphabetic || scalar == "." || scalar == ":"
        }
        return scalars.firstIndex { !isWord($0) } ?? 0
    }

    /// Reads the number itself; false when something in it belongs to no number.
    private mutating func read(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if let digit = Self.digit(scalar) {
                digits.append(digit)
            } else if scalar == "+" || scalar == "\u{FF0B}" {
                guard digits.isEmpty, !isInternational else { return false }
                isInternational = true
            } else if scalar == "(" {
                guard let end = readParentheses(scalars[index...]) else { return false }
                index = end
            } else if let length = Self.extensionMark(scalars[index...]), !digits.isEmpty {
                return setExtension(scalars.dropFirst(index + length - scalars.startIndex))
            } else if !readLetterOrSeparator(scalar) {
                return false
            }
            index += 1
        }
        return true
    }

    /// Reads "(030)", "(0)" or a remark; where the closing sign stands comes back.
    private mutating func readParentheses(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let end = scalars.firstIndex(of: ")") else { return nil }
        let inside = scalars[scalars.startIndex..<end].dropFirst()
        if inside.contains(where: { $0.properties.isAlphabetic }) { return end }
        if inside.elementsEqual(["0"]), !digits.isEmpty { hasZeroInParentheses = true }
        for scalar in inside {
            if scalar == "+", digits.isEmpty { isInternational = true }
            if let digit = Self.digit(scalar) { digits.append(digit) }
        }
        return end
    }

    private mutating func readLetterOrSeparator(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x41, scalar.value <= 0x5A {
            // A word for digits stands behind some: 1-800-FLOWERS.
            guard digits.utf8.count >= 3 else { return false }
            digits.append(Self.keypad[Int(scalar.value - 0x41)])
            return true
        }
        return scalar.properties.isWhitespace || Self.separators.contains(scalar)
    }

    /// Takes the digits of an extension; false when there is something else.
    @discardableResult
    private mutating func setExtension(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
        var found = ""
        for scalar in scalars {
            if let digit = Self.digit(scalar) {
                found.append(digit)
            } else if !scalar.properties.isWhitespace, !".:-=)".unicodeScalars.contains(scalar) {
                return false
            }
        }
        guard (1...8).contains(found.utf8.count) else { return found.isEmpty }
        extensionDigits = found
        return true
    }

    /// How many scalars say that an extension follows; nil when none does.
    private static func extensionMark(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = scalars.first else { return nil }
        if first == "#" || first == "," { return 1 }
        guard first.properties.isAlphabetic else { return nil }
        let word = scalars.prefix { $0.properties.isAlphabetic }
        let text = word.reduce(into: "") { $0.append(contentsOf: $1.properties.lowercaseMapping) }
        return extensionWords.contains(text) ? word.count : nil
    }

    private static let extensionWords: Set<String> = [
        "x", "ext", "extn", "extension", "int", "interno", "poste", "dw", "durchwahl", "app",
        "anexo", "ramal", "доб", "wew",
    ]

    /// Hyphens and dashes, dots, slashes, and marks of writing direction that copying leaves behind.
    private static let separators: Set<Unicode.Scalar> = [
        "-", ".", "/", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}",
        "\u{2212}", "\u{AD}", "\u{B7}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202C}",
        "\u{202D}", "\u{2060}", "\u{2066}", "\u{2068}", "\u{2069}", "\u{FEFF}", "~", "\u{FF0D}",
        "[", "]",
    ]

    /// The keys of the letters A to Z.
    private static let keypad: [Character] = Array("22233344455566677778889999")

    private static func digit(_ scalar: Unicode.Scalar) -> Character? {
        if scalar.value < 0x80 {
            return scalar.value >= 0x30 && scalar.value <= 0x39 ? Character(scalar) : nil
        }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue
        else { return nil }
        return value >= 0 && value <= 9 ? digitCharacters[Int(value)] : nil
    }

    private static let digitCharacters: [Character] = Array("0123456789")
}
