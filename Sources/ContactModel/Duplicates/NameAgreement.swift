/// How far the names of two cards agree.
struct NameAgreement: Hashable {
    let kind: DuplicateEvidence.Kind?
    let weight: Int

    /// Nothing can be said: a card names nobody.
    static let unknown = NameAgreement(kind: nil, weight: 0)

    /// How far two words of one part of a name agree, the best first.
    enum Part: Int, Hashable, Comparable {
        case same
        /// Forms of one name, or one word of a double name.
        case variant
        /// Letters swapped or doubled, or as it was heard: no two names differ so.
        case slip
        /// Further apart, but near enough for one letter more, less or wrong.
        case misspelt
        case initial
        /// One card leaves the part out.
        case missing
        /// Similar, but each is known as a name of its own.
        case similar
        case different

        static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }
    }

    /// The verdict on a whole name.
    init(given: Part, family: Part) {
        switch (given, family) {
        case (.same, .same): self.init(.sameName, 42)
        case (.same, .variant): self.init(.nameVariant, 38)
        case (.variant, .same), (.variant, .variant): self.init(.nameVariant, 36)
        case (.same, .misspelt), (.slip, .same), (.slip, .variant): self.init(.misspeltName, 36)
        // Brothers and sisters share a number, and a letter may be all that tells them apart.
        case (.misspelt, .same), (.misspelt, .variant): self.init(.misspeltName, 29)
        case (.variant, .misspelt), (.misspelt, .misspelt), (.slip, .misspelt):
            self.init(.misspeltName, 20)
        case (.initial, .same), (.initial, .variant): self.init(.partOfName, 22)
        case (.initial, .misspelt): self.init(.partOfName, 8)
        case (.missing, .same), (.missing, .variant): self.init(.partOfName, 15)
        case (.missing, .misspelt): self.init(.partOfName, 8)
        case (.same, .missing), (.variant, .missing): self.init(.partOfName, 10)
        case (.misspelt, .missing), (.slip, .missing), (.initial, .missing):
            self.init(.partOfName, 4)
        case (.similar, .same), (.similar, .variant), (.similar, .misspelt):
            self.init(.similarGivenNames, 12)
        case (.different, .same), (.different, .variant), (.different, .misspelt):
            self.init(.differentGivenNames, -60)
        case (.same, .similar), (.same, .different), (.variant, .similar), (.variant, .different):
            self.init(.differentFamilyNames, -15)
        case (.missing, .missing): self = .unknown
        default: self.init(.differentNames, -60)
        }
    }

    private init(_ kind: DuplicateEvidence.Kind, _ weight: Int) {
        self.init(kind: kind, weight: weight)
    }

    private init(kind: DuplicateEvidence.Kind?, weight: Int) {
        self.kind = kind
        self.weight = weight
    }
}
