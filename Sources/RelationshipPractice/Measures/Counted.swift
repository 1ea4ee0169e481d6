/// Numbers with their noun in sentences: "1 touch", "2 touches".
enum Counted {
    /// The number and the noun that fits it.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - one: The noun for one.
    ///   - many: The noun for any other number; nil adds an s.
    /// - Returns: Number, blank, noun.
    static func text(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
