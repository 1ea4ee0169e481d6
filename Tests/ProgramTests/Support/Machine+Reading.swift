import Foundation
import Testing

extension Machine {
    /// The people of `kith list`, in its order.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func people() throws -> [[String: Any]] {
        try #require(try json("list")["people"] as? [[String: Any]])
    }

    /// The display names of `kith list`, sorted.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func names() throws -> [String] {
        try people().compactMap { $0["name"] as? String }.sorted()
    }

    /// The conflicts of `kith conflicts list`.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func conflicts() throws -> [[String: Any]] {
        try #require(try json("conflicts", "list")["conflicts"] as? [[String: Any]])
    }

    /// The whole export, as bytes.
    ///
    /// - Throws: ``ProgramFailure``.
    func export() throws -> [UInt8] {
        try kith("export").standardOutput
    }

    /// Syncs, and requires that it ends equal.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func sync() throws {
        try kith("sync")
    }

    /// Requires that the server holds what this machine holds, and the reverse.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func requireEqual() throws {
        try kith("sync", "--check")
    }
}

/// Invented cards for the tests; every name and address is made up.
enum InventedCards {
    /// A file of cards with UIDs, numbered from `first`.
    static func text(first: Int = 0, count: Int) -> String {
        (first..<(first + count)).map(card).joined()
    }

    private static func card(_ number: Int) -> String {
        let name = "Person\(number) Example\(number % 97)"
        return """
            BEGIN:VCARD\r
            VERSION:3.0\r
            UID:invented-\(number)\r
            FN:\(name)\r
            N:Example\(number % 97);Person\(number);;;\r
            EMAIL;TYPE=INTERNET:person\(number)@example.org\r
            TEL;TYPE=CELL:+1 555 01\(String(format: "%05d", number))\r
            ORG:Example Company \(number % 50)\r
            NOTE:Met at the invented fair number \(number % 12).\r
            END:VCARD\r

            """
    }
}
