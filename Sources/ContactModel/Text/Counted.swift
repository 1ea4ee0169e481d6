/// Numbers with their noun: "1 change", "2 changes", "3 people".
package enum Counted {
    /// The number and the noun that fits it.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - one: The noun for one.
    ///   - many: The noun for any other number; nil adds an s.
    /// - Returns: Number, blank, noun.
    package static func text(
        _ count: some BinaryInteger, _ one: String, _ many: String? = nil
    ) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }

    /// The noun behind its article, at the beginning of a sentence: "A goal", "An entry".
    package static func beginning(_ noun: String) -> String {
        (noun.first.map { "aeio".contains($0) } ?? false ? "An " : "A ") + noun
    }
}
