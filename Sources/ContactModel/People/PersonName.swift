/// The five parts of a name (RFC 6350 section 6.2.2); each may be empty.
package struct PersonName: Hashable, Sendable {
    package var family: String
    package var given: String
    package var additional: String
    package var prefix: String
    package var suffix: String

    package init(
        family: String = "", given: String = "", additional: String = "", prefix: String = "",
        suffix: String = ""
    ) {
        self.family = family
        self.given = given
        self.additional = additional
        self.prefix = prefix
        self.suffix = suffix
    }

    /// The parts of an `N` value; missing parts are empty, further ones are left out.
    init(components: [String]) {
        func part(_ index: Int) -> String {
            index < components.count ? components[index].trimmed : ""
        }
        self.init(
            family: part(0), given: part(1), additional: part(2), prefix: part(3), suffix: part(4))
    }

    /// The parts in the order of an `N` value.
    package var components: [String] { [family, given, additional, prefix, suffix] }

    package var isBlank: Bool { components.allSatisfy(\.isEmpty) }

    /// The name as it is said: prefix, given, additional, family, suffix.
    package var composed: String {
        [prefix, given, additional, family, suffix].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The name as it is sorted: family, then given.
    package var sorted: String {
        [family, given, additional].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
