/// The proposal for two cards.
package enum DuplicateVerdict: String, Hashable, Sendable, CaseIterable {
    /// They are the same beyond doubt: merging may be proposed for all such pairs at once.
    case merge
    /// Somebody should look: nothing proves it, or something speaks against it.
    case look
    /// They are not worth a look.
    case no
}

/// Two cards that may be the same person's, and why.
package struct DuplicateCandidate: Hashable, Sendable {
    package let pair: DuplicatePair
    /// The sum of the weights; may be negative.
    package let score: Int
    package let verdict: DuplicateVerdict
    /// The strongest first; what speaks against comes with negative weights.
    package let evidence: [DuplicateEvidence]

    /// Whether something says that they are two people's.
    package var isContradicted: Bool {
        evidence.lazy.map(\.kind).areContradictory
    }
}

/// One reason for or against two cards being the same person's.
package struct DuplicateEvidence: Hashable, Sendable {
    package let kind: Kind
    /// Points that it adds to the score.
    package let weight: Int
    /// The reason in words, with the values it rests on.
    package let sentence: String

    /// The property or circumstance that a reason rests on.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case sameEmail
        /// An address of an office, or one that several people have.
        case sharedEmail
        case samePhone
        /// A number that several people have.
        case sharedPhone
        case sameAddressOnTheWeb
        case sameMailboxName
        case emailReadsAsName
        case sameName
        case nameVariant
        case misspeltName
        case partOfName
        /// Two cards of which neither names anybody.
        case noNames
        case sameBirthday
        /// The same day, but one that many cards have.
        case commonBirthday
        case birthdayWithoutYear
        case sameOrganisation
        case nothingInCommon
        case differentBirthdays
        case birthdayMisread
        case differentGivenNames
        case differentFamilyNames
        case differentNames
        case differentMiddleNames
        case differentGenerations
        /// One card says "Jr." and the like, the other does not.
        case generationMissing
        /// Similar given names that are both known as names.
        case similarGivenNames
    }
}

extension DuplicateEvidence.Kind {
    /// Whether it ties both cards to one person: without any such, no score suffices to merge.
    var isIdentifying: Bool {
        switch self {
        case .sameEmail, .samePhone, .sameAddressOnTheWeb, .sameBirthday: true
        default: false
        }
    }

    /// Whether it forbids merging unseen, whatever else is the same.
    var isContradiction: Bool {
        switch self {
        case .differentBirthdays, .differentGivenNames, .differentFamilyNames, .differentNames,
            .differentGenerations, .similarGivenNames:
            true
        default: false
        }
    }
}

extension Sequence where Element == DuplicateEvidence.Kind {
    /// Whether they forbid merging unseen; who was born on the same day may have married.
    var areContradictory: Bool {
        let isSameDay = contains(.sameBirthday)
        return contains { $0.isContradiction && !($0 == .differentFamilyNames && isSameDay) }
    }
}

extension DuplicateVerdict {
    /// The score from which two cards are the same, if nothing contradicts.
    package static let mergeThreshold = 80
    /// The score from which somebody should look.
    package static let lookThreshold = 30

    /// The one rule: by score, but a merge needs a tie to one person and no contradiction.
    init(score: Int, kinds: some Sequence<DuplicateEvidence.Kind>) {
        let isTied = kinds.contains(where: \.isIdentifying)
        if score >= Self.mergeThreshold, isTied, !kinds.areContradictory {
            self = .merge
        } else {
            self = score >= Self.lookThreshold ? .look : .no
        }
    }
}
