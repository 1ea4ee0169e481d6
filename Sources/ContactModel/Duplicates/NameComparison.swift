/// Compares names as the numbers of their words; remembers what it found out about two words.
struct NameComparison {
    private let book: WordBook
    /// How many cards have a word as their first given name.
    private let givenCounts: [Int32: Int]
    /// How many cards have a word in their family name.
    private let familyCounts: [Int32: Int]
    private var givenParts: [UInt64: NameAgreement.Part] = [:]
    private var familyParts: [UInt64: NameAgreement.Part] = [:]

    /// A spelling that so many cards have is a name and not a slip.
    private static let namesake = 3

    /// A name so short is another one with a single letter changed: Moss and Ross, Berg and Borg.
    private static let shortFamilyName = 4

    init(book: WordBook, givenCounts: [Int32: Int], familyCounts: [Int32: Int]) {
        self.book = book
        self.givenCounts = givenCounts
        self.familyCounts = familyCounts
    }

    /// How far two names agree, also when one card has given and family name swapped.
    mutating func agreement(_ left: PreparedProfile, _ right: PreparedProfile) -> NameAgreement {
        guard left.hasName, right.hasName else { return .unknown }
        let straight = NameAgreement(
            given: given(left, right), family: family(left.family, right.family))
        if straight.weight >= 32 || left.family.isEmpty || right.family.isEmpty { return straight }
        let swapped = NameAgreement(
            given: best(left.given, right.family, Self.givenPart),
            family: best(left.family, right.given, Self.familyPart))
        return swapped.weight > max(straight.weight, 31) ? swapped : straight
    }

    private mutating func given(
        _ left: PreparedProfile, _ right: PreparedProfile
    ) -> NameAgreement.Part {
        guard let first = left.given.first, let other = right.given.first else {
            return nickname(left, right) ?? .missing
        }
        if first == other || (left.joinedGiven == right.joinedGiven) { return .same }
        let part = givenPart(first, other)
        if part <= .variant { return part }
        // Some people go by their middle name, others have it from a brother.
        if left.given.contains(other) || right.given.contains(first) { return .initial }
        return nickname(left, right) ?? part
    }

    private func nickname(
        _ left: PreparedProfile, _ right: PreparedProfile
    ) -> NameAgreement.Part? {
        let isKnown =
            left.nicknames.contains { right.given.first == $0 }
            || right.nicknames.contains { left.given.first == $0 }
        return isKnown ? .variant : nil
    }

    private mutating func family(_ left: [Int32], _ right: [Int32]) -> NameAgreement.Part {
        if left.isEmpty || right.isEmpty { return .missing }
        if left == right { return .same }
        let part = best(left, right, Self.familyPart)
        return part == .same && left.count != right.count ? .variant : part
    }

    private typealias Judge = @Sendable (inout NameComparison, Int32, Int32) -> NameAgreement.Part

    private static let givenPart: Judge = { $0.givenPart($1, $2) }
    private static let familyPart: Judge = { $0.familyPart($1, $2) }

    private mutating func best(
        _ left: [Int32], _ right: [Int32], _ judge: Judge
    ) -> NameAgreement.Part {
        var best = NameAgreement.Part.different
        for word in left {
            for other in right {
                best = min(best, judge(&self, word, other))
            }
        }
        return left.isEmpty || right.isEmpty ? .missing : best
    }

    private mutating func givenPart(_ left: Int32, _ right: Int32) -> NameAgreement.Part {
        if left == right { return .same }
        let key = Self.key(left, right)
        if let known = givenParts[key] { return known }
        let part = judgeGiven(left, right)
        givenParts[key] = part
        return part
    }

    private mutating func familyPart(_ left: Int32, _ right: Int32) -> NameAgreement.Part {
        if left == right { return .same }
        let key = Self.key(left, right)
        if let known = familyParts[key] { return known }
        let part = judgeFamily(left, right)
        familyParts[key] = part
        return part
    }

    private func judgeFamily(_ left: Int32, _ right: Int32) -> NameAgreement.Part {
        guard isSlip(left, right) else { return .different }
        let areNames =
            familyCounts[left, default: 0] >= Self.namesake
            && familyCounts[right, default: 0] >= Self.namesake
        if areNames { return .similar }
        let (letters, others) = (book.letters(of: left), book.letters(of: right))
        guard letters.count == others.count, !Self.hasSwapOrDouble(letters, others) else {
            return .misspelt
        }
        // The first letter is the one that nobody mistypes: Hansen and Jansen are two.
        let areTwo = letters.count <= Self.shortFamilyName || letters.first != others.first
        return areTwo ? .similar : .misspelt
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        let low = UInt64(UInt32(bitPattern: min(left, right)))
        return low << 32 | UInt64(UInt32(bitPattern: max(left, right)))
    }

    private func judgeGiven(_ left: Int32, _ right: Int32) -> NameAgreement.Part {
        let (word, other) = (book.word(left), book.word(right))
        let (letters, others) = (book.letters(of: left), book.letters(of: right))
        if GivenNames.areForms(word, other) { return .variant }
        if letters.count == 1 || others.count == 1 {
            return letters.first == others.first ? .initial : .different
        }
        if GivenNames.areTwoNames(word, other) { return .different }
        let areNames =
            givenCounts[left, default: 0] >= Self.namesake
            && givenCounts[right, default: 0] >= Self.namesake
        let shorter = min(letters.count, others.count)
        let isBeginning = letters.starts(with: others) || others.starts(with: letters)
        if isBeginning, shorter >= 3, abs(letters.count - others.count) >= 3, !areNames {
            return .variant
        }
        let isClose = SpellingDistance.between(letters, others, limit: 1) != nil
        guard isClose || isSlip(left, right) else { return .different }
        if areNames || shorter < 4 { return .similar }
        if Self.hasSwapOrDouble(letters, others) { return .slip }
        // Paolo and Paola, Daniel and Daniela are two.
        if letters.last != others.last { return .similar }
        let isHeard = shorter >= 6 && SoundCode.code(of: word) == SoundCode.code(of: other)
        return isHeard ? .slip : .misspelt
    }

    /// Whether two words differ only by neighbours swapped or a letter doubled.
    private static func hasSwapOrDouble(
        _ left: [Unicode.Scalar], _ right: [Unicode.Scalar]
    ) -> Bool {
        if left.count == right.count { return left.sorted() == right.sorted() }
        return undoubled(left) == undoubled(right)
    }

    private static func undoubled(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var last: Unicode.Scalar?
        return letters.filter { letter in
            defer { last = letter }
            return letter != last
        }
    }

    /// Whether one word can be the other with slips of the pen, or as it was heard.
    private func isSlip(_ left: Int32, _ right: Int32) -> Bool {
        let (letters, others) = (book.letters(of: left), book.letters(of: right))
        let shorter = min(letters.count, others.count)
        let tolerance = SpellingDistance.tolerance(letters: max(letters.count, others.count))
        if SpellingDistance.between(letters, others, limit: tolerance) != nil { return true }
        guard shorter >= 4, SpellingDistance.between(letters, others, limit: 2) != nil else {
            return false
        }
        return SoundCode.code(of: book.word(left)) == SoundCode.code(of: book.word(right))
    }
}
