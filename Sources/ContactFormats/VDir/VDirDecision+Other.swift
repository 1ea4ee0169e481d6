import ContactModel

extension VDirDecision {
    /// Whether a file that held somebody's card holds somebody else's now.
    ///
    /// A program may write another `UID` into the card of the same person: only a card that says
    /// nothing of the one before is another's then.
    ///
    /// - Parameters:
    ///   - now: What the file says.
    ///   - base: What it said.
    ///   - isKnown: Whether its `UID` is that of another file of the folder.
    /// - Returns: False while either has no `UID`.
    package static func isOther(
        _ now: ImportedCard, than base: ImportedCard, isKnown: Bool
    ) -> Bool {
        guard let uid = now.uid, let before = base.uid, uid != before else { return false }
        return isKnown || sayings(of: now).isDisjoint(with: sayings(of: base))
    }

    /// The values that tell people apart.
    private static func sayings(of card: ImportedCard) -> Set<String> {
        var sayings: Set<String> = []
        for line in card.lines.map({ ContentLine(raw: $0) }) {
            switch line.name {
            case "FN", "N":
                let words = FoldedText.words(line.components.joined(separator: " "))
                sayings.insert(words.sorted().joined(separator: " "))
            case "EMAIL": sayings.insert(MatchKey.email(line.text))
            case "TEL": sayings.insert(MatchKey.phone(line.text))
            default: continue
            }
        }
        return sayings.subtracting([""])
    }
}
