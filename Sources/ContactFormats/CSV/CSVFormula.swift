import ContactModel

/// Cells that a spreadsheet would run as a formula, and how they are made harmless.
///
/// A cell that begins with `=`, `+`, `-`, `@`, TAB or CR gets an apostrophe before it; so does one
/// that begins with an apostrophe and such a sign, so that reading can take exactly one away. What
/// can do no harm stays as it is, see ``Reader``.
package enum CSVFormula {
    /// The program that a table is written for.
    package enum Reader: Sendable {
        /// It computes what looks like a sum, so only a phone number without a minus or slash stays.
        case spreadsheet
        /// It takes a cell as it is and would dial the apostrophe: phone numbers stay however they
        /// are grouped, with an extension, `ext. 12` or `x12`, and dates without a year, `--12-24`.
        case addressBook
    }

    /// The cell as it is written.
    package static func defused(_ cell: String, for reader: Reader = .spreadsheet) -> String {
        let signs = reader == .spreadsheet ? " ()." : " ().-/extEXT"
        let isHarmless =
            isNumber(cell.utf8, behind: "+", signs)
            || reader == .addressBook && isNumber(cell.utf8, behind: "--", "-")
        guard !isHarmless else { return cell }
        return isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") }) ? "'" + cell : cell
    }

    /// The cell as it was before ``defused(_:)``.
    static func restored(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'"),
            isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") })
        else { return cell }
        return String(cell.dropFirst())
    }

    /// Digits with such signs between them, behind a beginning.
    private static func isNumber(
        _ bytes: some Collection<UInt8>, behind start: String, _ signs: String
    ) -> Bool {
        guard bytes.starts(with: start.utf8) else { return false }
        let rest = bytes.dropFirst(start.utf8.count)
        return rest.contains(where: \.isDigit)
            && rest.allSatisfy { $0.isDigit || signs.utf8.contains($0) }
    }

    private static func isDangerous(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}
