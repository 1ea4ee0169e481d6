/// Something that a card says and the version it is converted to cannot say so.
package struct ConversionLoss: Hashable, Sendable {
    /// How it fared.
    package enum Kind: String, Hashable, Sendable {
        /// It is not in the converted card.
        case dropped
        /// The converted card says less.
        case reduced
        /// It is there, but the target version does not define it, so readers may pass over it.
        case undefined
        /// A table has no column for it.
        case withoutColumn = "without_column"
        /// A further card of the person says it otherwise than the one that is shown.
        case saidOtherwise = "said_otherwise"
    }

    package let kind: Kind
    /// The property, such as `AGENT`, or property and parameter, such as `TEL;PREF`.
    package let property: String

    package init(kind: Kind, property: String) {
        self.kind = kind
        self.property = property
    }

    /// The sentence shown to the person.
    package var sentence: String {
        switch kind {
        case .dropped: "\(property) has no place in the target version; left out"
        case .reduced: "\(property) can be said only in part"
        case .withoutColumn: "\(property) has no column in a table; left out"
        case .saidOtherwise:
            "a further card of the same person has another \(property); left out, `--space` or "
                + "`kith unmerge` has it"
        case .undefined: "\(property) is kept, though the target version does not define it"
        }
    }
}
