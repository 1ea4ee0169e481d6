/// The parts of a postal address (RFC 6350 section 6.3.1); each may be empty or of several lines.
package struct PostalAddress: Hashable, Sendable {
    package var poBox: String
    package var extended: String
    package var street: String
    package var locality: String
    package var region: String
    package var postalCode: String
    package var country: String

    package init(
        poBox: String = "", extended: String = "", street: String = "", locality: String = "",
        region: String = "", postalCode: String = "", country: String = ""
    ) {
        self.poBox = poBox
        self.extended = extended
        self.street = street
        self.locality = locality
        self.region = region
        self.postalCode = postalCode
        self.country = country
    }

    /// The parts of an `ADR` value; missing parts are empty.
    init(components: [String]) {
        func part(_ index: Int) -> String {
            index < components.count ? components[index].trimmed : ""
        }
        self.init(
            poBox: part(0), extended: part(1), street: part(2), locality: part(3),
            region: part(4), postalCode: part(5), country: part(6))
    }

    /// The parts in the order of an `ADR` value.
    package var components: [String] {
        [poBox, extended, street, locality, region, postalCode, country]
    }

    package var isBlank: Bool { components.allSatisfy(\.isEmpty) }

    /// The address in one line, for lists and for matching.
    package var oneLine: String {
        let town = [postalCode, locality].filter { !$0.isEmpty }.joined(separator: " ")
        let parts = [poBox, extended, street, town, region, country].filter { !$0.isEmpty }
        let line = parts.joined(separator: ", ")
        return line.utf8.contains(where: Self.mayBreakLine)
            ? line.split(whereSeparator: \.isNewline).joined(separator: ", ") : line
    }

    /// Whether a byte may belong to the end of a line: a control character, NEL, U+2028 or U+2029.
    private static func mayBreakLine(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0xC2 || byte == 0xE2
    }
}
