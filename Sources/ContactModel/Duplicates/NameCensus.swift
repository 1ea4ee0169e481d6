/// How often names occur in the whole book, and which addresses are more than one person's.
struct NameCensus {
    /// How many cards have a word as their first given name.
    private(set) var givenCounts: [Int32: Int] = [:]
    /// How many cards have a word in their family name.
    private(set) var familyCounts: [Int32: Int] = [:]
    private var birthdayCounts: [PartialDate: Int] = [:]
    private var cardCount = 0
    private var fullNameCounts: [UInt64: Int] = [:]
    private var bearers: [Int32: Bearers] = [:]

    /// Those who have an address, as households: whoever shares a word of the name is of one.
    private struct Bearers {
        var words: [Int32] = []
        var householdCount = 0

        /// The word list stops growing here: by then the address is shared or a large family's.
        static let maximumWordCount = 12
    }

    /// An address on the cards of so many households is nobody's own.
    private static let sharedCount = 3

    /// A name that so many cards have says little.
    private static let commonCount = 5
    /// A day on so many cards, and on one of so many, stands for something else than a birth.
    private static let commonDay = (cards: 5, ofCards: 2_000)

    /// Counts one more card.
    mutating func add(_ card: PreparedProfile) {
        cardCount += 1
        if let day = card.birthday { birthdayCounts[day, default: 0] += 1 }
        for word in card.family { familyCounts[word, default: 0] += 1 }
        guard let given = card.given.first else { return }
        givenCounts[given, default: 0] += 1
        if let key = Self.key(card) { fullNameCounts[key, default: 0] += 1 }
        let words = [card.givenForms.first ?? given, given] + card.family.prefix(2)
        for address in card.emails + card.phones + card.pages {
            add(words, to: address)
        }
    }

    private mutating func add(_ words: [Int32], to address: Int32) {
        var known = bearers[address] ?? Bearers()
        guard known.householdCount < Self.sharedCount else { return }
        if !words.contains(where: { known.words.contains($0) }) { known.householdCount += 1 }
        for word in words where known.words.count < Bearers.maximumWordCount {
            if !known.words.contains(word) { known.words.append(word) }
        }
        bearers[address] = known
    }

    private static func key(_ card: PreparedProfile) -> UInt64? {
        guard let family = card.family.first, let given = card.given.first else { return nil }
        return UInt64(UInt32(bitPattern: given)) << 32 | UInt64(UInt32(bitPattern: family))
    }

    /// Whether an address, number or page stands on the cards of several households.
    func isShared(_ address: Int32) -> Bool {
        (bearers[address]?.householdCount ?? 0) >= Self.sharedCount
    }

    /// Whether many cards have exactly this name.
    func isCommon(_ card: PreparedProfile) -> Bool {
        Self.key(card).map { fullNameCounts[$0, default: 0] >= Self.commonCount } ?? false
    }

    /// Whether a birthday says little: the first of a year, which programs write for a year alone,
    /// or a day that more cards have than chance gives it.
    func isCommon(_ birthday: PartialDate) -> Bool {
        if birthday.month == 1, birthday.day == 1 { return true }
        let limit = max(Self.commonDay.cards, cardCount / Self.commonDay.ofCards)
        return birthdayCounts[birthday, default: 0] >= limit
    }
}
