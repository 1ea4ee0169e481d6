import ContactModel

/// Cells that a spreadsheet would run as a formula, and how they are made harmless.
///
/// A cell that begins with `=`, `+`, `-`, `@`, TAB or CR gets an apostrophe before it; so does one
/// that begins with an apostrophe and such a sign, so that reading can take exactly one away. An
/// international phone number that nothing can be computed of stays: others would dial the apostrophe.
package enum CSVFormula {
    /// The cell as it is written.
    package static func defused(_ cell: String) -> String {
        if isPhoneNumber(cell.utf8) { return cell }
        return isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") }) ? "'" + cell : cell
    }

    /// The cell as it was before ``defused(_:)``.
    static func restored(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'"),
            isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") })
        else { return cell }
        return String(cell.dropFirst())
    }

    /// `+` and a number in groups; a minus or a slash between them would be taken for arithmetic.
    private static func isPhoneNumber(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "+") else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let rest = bytes.dropFirst()
        return rest.contains(where: digits.contains)
            && rest.allSatisfy { digits.contains($0) || " ().".utf8.contains($0) }
    }

    private static func isDangerous(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}
