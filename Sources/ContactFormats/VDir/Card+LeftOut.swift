package import ContactModel

/// The properties that programs leave out when they rewrite a card: many keep only those they know.
extension Card {
    /// The properties that every program shows and people take away by hand.
    private static let everyday: Set<String> = [
        "VERSION", "UID", "PRODID", "REV", "N", "FN", "NICKNAME", "ORG", "TITLE", "ROLE", "TEL",
        "EMAIL", "ADR", "URL", "NOTE", "BDAY", "ANNIVERSARY", "CATEGORIES",
    ]

    /// The other properties of which an earlier state of the card has a line and this one has none,
    /// sorted; labels too, Apple's and those of addresses, where the line stays that they are of.
    package func leftOut(since earlier: Card) -> [String] {
        let now = lines.map { ContentLine(raw: $0.raw) }
        let before = earlier.lines.map { ContentLine(raw: $0.raw) }
        let label = "X-ABLABEL"
        let groups = Set(now.compactMap { $0.group?.lowercased() })
        let labelled = Set(now.filter { $0.name == label }.compactMap { $0.group?.lowercased() })
        let losesLabel = before.contains { line in
            guard line.name == label, let group = line.group?.lowercased() else { return false }
            return groups.contains(group) && !labelled.contains(group)
        }
        let names = Set(before.map(\.name)).subtracting(now.map(\.name))
            .subtracting(Self.everyday).subtracting([label])
        let bare = Set(
            now.filter { $0.name == "ADR" && $0.values(of: "LABEL").isEmpty }.map(\.rawValue))
        let losesAddressLabel = before.contains {
            $0.name == "ADR" && !$0.values(of: "LABEL").isEmpty && bare.contains($0.rawValue)
        }
        return
            (Array(names) + (losesLabel ? [label] : [])
            + (losesAddressLabel ? ["ADR;LABEL"] : [])).sorted()
    }
}
