import ContactModel

/// Cells that a spreadsheet would run as a formula, and how they are made harmless.
///
/// A cell that begins with `=`, `+`, `-`, `@`, TAB or CR gets an apostrophe before it; so does one
/// that begins with an apostrophe and such a sign, so that reading can take exactly one away.
package enum CSVFormula {
    /// The cell as it is written.
    package static func defused(_ cell: String) -> String {
        isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") }) ? "'" + cell : cell
    }

    /// The cell as it was before ``defused(_:)``.
    static func restored(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'"),
            isDangerous(cell.utf8.drop { $0 == UInt8(ascii: "'") })
        else { return cell }
        return String(cell.dropFirst())
    }

    private static func isDangerous(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}
