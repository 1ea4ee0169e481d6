extension Card {
    /// The lines that make a card of lines, for programs that read it by itself.
    private static let making: Set<String> = ["VERSION", "UID", "FN", "N"]

    /// Whether any line is of a property.
    package func has(_ name: String) -> Bool {
        lines.contains { ContentLine(raw: $0.raw).name == name }
    }

    /// The card as one by itself: what is left of one that was given to a team while another machine
    /// wrote to it has no version and no name, and borrows them of the team's.
    ///
    /// - Parameter others: The cards of the same entity elsewhere; nearly no card needs them.
    /// - Returns: The card as it is when it has a version, or no other has one.
    package func completed(by others: @autoclosure () -> [Card]) -> Card {
        guard !has("VERSION"), let whole = others().first(where: { $0.has("VERSION") }) else {
            return self
        }
        var card = self
        for line in whole.lines {
            let name = ContentLine(raw: line.raw).name
            guard Self.making.contains(name), !has(name), card[line.element] == nil else {
                continue
            }
            card.put(name == "VERSION" ? line.moved(to: line.element, at: 0) : line)
        }
        return card
    }
}
