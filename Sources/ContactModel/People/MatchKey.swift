/// Forms in which two spellings of the same address are equal: for search and for duplicates.
package enum MatchKey {
    /// An e-mail address in lower case, without `mailto:`.
    package static func email(_ address: String) -> String {
        let lower = ComposedText.compose(address.trimmed.lowercased())
        return lower.hasPrefix("mailto:") ? String(lower.dropFirst(7)) : lower
    }

    /// The digits of a phone number, after `+` when it is international; an extension is left out.
    package static func phone(_ number: String) -> String {
        var text = number.trimmed.lowercased()
        if text.hasPrefix("tel:") { text = String(text.dropFirst(4)) }
        var digits = ""
        for scalar in text.unicodeScalars {
            if let digit = digit(scalar) {
                digits.unicodeScalars.append(digit)
            } else if scalar == "+", digits.isEmpty {
                digits = "+"
            } else if scalar == ";" || scalar == "x" || scalar == "#" {
                break
            }
        }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        return digits == "+" ? "" : digits
    }

    /// The ASCII form of a digit of any script; nil for anything else.
    private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        // Looking into the tables of Unicode costs more than the rest of a number.
        if scalar.isASCII { return ("0"..."9").contains(scalar) ? scalar : nil }
        guard let value = Character(scalar).wholeNumberValue, (0...9).contains(value) else {
            return nil
        }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
    }
}
