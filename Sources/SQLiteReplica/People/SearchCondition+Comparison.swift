import ContactModel
import SQLiteLog

/// Fields of one's own that are numbers or dates: `x.height:>1.5`, `x.height:1..2`.
extension SearchCondition {
    /// A condition on `value` for what begins with a sign or is a range of numbers or dates.
    ///
    /// - Returns: nil for any other text, which is looked for as it is.
    mutating func compared(_ text: String) -> String? {
        for sign in [">=", "<=", ">", "<"] where text.hasPrefix(sign) {
            return compared(sign, text.dropFirst(sign.count))
        }
        guard let dots = text.firstRange(of: ".."),
            let first = compared(">=", text[..<dots.lowerBound]),
            let last = compared("<=", text[dots.upperBound...])
        else { return nil }
        return "\(first) AND \(last)"
    }

    private mutating func compared(_ sign: String, _ operand: Substring) -> String? {
        if CustomFieldType.number.normal(String(operand)) != nil {
            // Numbers alone: a text would count as zero.
            let isNumber = "value NOT GLOB '*[^0-9.-]*' AND value GLOB '*[0-9]*'"
            let number = "CAST(\(bind(.text(String(operand)))) AS REAL)"
            return "(\(isNumber) AND CAST(value AS REAL) \(sign) \(number))"
        }
        guard let date = CustomFieldType.date.normal(String(operand)), date.first?.isNumber == true
        else { return nil }
        // A year or month takes in its days: `<=2026` all of 2026.
        let bound = sign == "<=" || sign == ">" ? date + "~" : date
        return "(value GLOB '[0-9][0-9][0-9][0-9]*' AND value \(sign) \(bind(.text(bound))))"
    }
}
