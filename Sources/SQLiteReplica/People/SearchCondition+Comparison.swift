import ContactModel
import SQLiteLog

/// Fields of one's own that are numbers or dates: `x.height:>1.5`, `x.height:1..2`.
extension SearchCondition {
    /// A value as a date with hyphens, also where a card has it as `20200301`.
    static let plainDate = """
        iif(value GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]', substr(value, 1, 4) || '-'
            || substr(value, 5, 2) || '-' || substr(value, 7, 2), value)
        """

    /// A condition on `value` for what begins with a sign or is a range of numbers or dates.
    ///
    /// - Parameters:
    ///   - text: What is asked for.
    ///   - isDate: Whether the field is one of dates, so that 2019 is a year.
    /// - Returns: nil for any other text, which is looked for as it is.
    mutating func compared(_ text: String, asDates isDate: Bool) -> String? {
        for sign in [">=", "<=", ">", "<"] where text.hasPrefix(sign) {
            return compared(sign, text.dropFirst(sign.count), isDate)
        }
        guard let dots = text.firstRange(of: ".."),
            let first = compared(">=", text[..<dots.lowerBound], isDate),
            let last = compared("<=", text[dots.upperBound...], isDate)
        else { return nil }
        return "\(first) AND \(last)"
    }

    private mutating func compared(
        _ sign: String, _ operand: Substring, _ isDate: Bool
    ) -> String? {
        if !isDate, CustomFieldType.number.normal(String(operand)) != nil {
            // Numbers alone: a text would count as zero.
            let isNumber = "value NOT GLOB '*[^0-9.-]*' AND value GLOB '*[0-9]*'"
            let number = "CAST(\(bind(.text(String(operand)))) AS REAL)"
            return "(\(isNumber) AND CAST(value AS REAL) \(sign) \(number))"
        }
        guard let date = CustomFieldType.date.normal(String(operand)), date.first?.isNumber == true
        else { return nil }
        // A year or month takes in its days: `<=2026` all of 2026.
        let bound = sign == "<=" || sign == ">" ? date + "~" : date
        let value = isDate ? Self.plainDate : "value"
        return "(value GLOB '[0-9][0-9][0-9][0-9]*' AND \(value) \(sign) \(bind(.text(bound))))"
    }
}
