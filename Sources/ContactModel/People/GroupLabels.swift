/// The labels that lines of a card have from others of their group: Apple's `item1.X-ABLabel` names
/// `item1.EMAIL`.
package struct GroupLabels {
    private var labels: [String: String] = [:]

    /// Of no line yet.
    init() {}

    /// Of all lines of a card.
    package init(_ lines: [ContentLine]) {
        for line in lines { read(line) }
    }

    /// Takes in what a line calls others; nothing when it is no label.
    mutating func read(_ line: ContentLine) {
        guard line.name == "X-ABLABEL", let group = line.group else { return }
        labels[group.lowercased()] = LineLabel.clean(line.text)
    }

    /// The label that a line has from its group; empty without one.
    func ofGroup(_ line: ContentLine) -> String {
        line.group.flatMap { labels[$0.lowercased()] } ?? ""
    }

    /// The label of a line, by its group or else by its types; empty when the card does not say.
    package func label(of line: ContentLine) -> String { label(of: line, types: line.types) }

    /// As ``label(of:)``, of a line whose types are known.
    func label(of line: ContentLine, types: [String]) -> String {
        let own = ofGroup(line)
        return own.isEmpty ? LineLabel.label(ofTypes: types) : own
    }
}
