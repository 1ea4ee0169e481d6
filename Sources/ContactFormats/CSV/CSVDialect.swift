/// A program whose tables are recognised by their header.
package struct CSVDialect: Hashable, Sendable {
    /// The name of the program that writes such tables.
    package let name: String
    /// Columns, in lower case, that no other program writes together.
    let signature: [String]
    let mapping: CSVMapping

    /// Every dialect that is recognised.
    package static let all: [CSVDialect] = [
        .google, .olderGoogle, .outlook, .classicOutlook, .thunderbird, .linkedIn,
    ]

    /// The dialect of a header: of those whose signature is there, the one that knows most of it.
    package static func recognise(_ columns: [String]) -> CSVDialect? {
        let keys = Set(columns.map(CSVMapping.key))
        let candidates = all.filter { $0.signature.allSatisfy(keys.contains) }
        return candidates.max { $0.mapping.matchCount(columns) < $1.mapping.matchCount(columns) }
    }
}
