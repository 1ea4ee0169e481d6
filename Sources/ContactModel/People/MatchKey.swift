/// Forms in which two spellings of the same address are equal: for search and for duplicates.
package enum MatchKey {
    /// An e-mail address in lower case, without `mailto:`.
    package static func email(_ address: String) -> String {
        let lower = address.trimmed.lowercased()
        return lower.hasPrefix("mailto:") ? String(lower.dropFirst(7)) : lower
    }

    /// The digits of a phone number, after `+` when it is international; an extension is left out.
    package static func phone(_ number: String) -> String {
        var text = number.trimmed.lowercased()
        if text.hasPrefix("tel:") { text = String(text.dropFirst(4)) }
        var digits = ""
        for character in text {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                digits.append(String(digit))
            } else if character == "+", digits.isEmpty {
                digits = "+"
            } else if character == ";" || character == "x" || character == "#" {
                break
            }
        }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        return digits == "+" ? "" : digits
    }
}
