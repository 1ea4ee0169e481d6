/// Finds the pairs worth weighing: cards that share at least one key, in linear space.
///
/// A key is a property with a value, such as a phone number, or given name and first letter of the
/// family name. Two cards of one person share some key unless all of them are spelt differently.
/// A key that too many cards share proves little: its cards are only compared with their
/// neighbours by name (sorted neighbourhood, Hernández and Stolfo 1995).
struct CandidateBlocks {
    private struct Entry: Comparable {
        let key: UInt64
        let profile: Int32

        static func < (left: Entry, right: Entry) -> Bool {
            (left.key, left.profile) < (right.key, right.profile)
        }
    }

    /// The property that a key was made of.
    private enum Property: UInt64 {
        case email, mailboxName, phone, page, name, sound, givenAndLetter, familyAndLetter
        case birthday, givenAtOrganisation, familyAtOrganisation
    }

    /// Cards of one key that are all compared with one another.
    static let maximumBlockSize = 40
    /// With how many neighbours the cards of a greater block are compared.
    static let neighbourCount = 8

    private var entries: [Entry] = []

    /// Adds the keys of a card.
    mutating func add(_ card: PreparedProfile, at index: Int, book: WordBook) {
        let profile = Int32(truncatingIfNeeded: index)
        func add(_ property: Property, _ left: Int32, _ right: Int32 = 0) {
            entries.append(Entry(key: Self.key(property, left, right), profile: profile))
        }
        for email in card.emails { add(.email, email) }
        for name in card.mailboxNames { add(.mailboxName, name) }
        for phone in card.phones { add(.phone, phone) }
        for page in card.pages { add(.page, page) }
        let middle = card.given.dropFirst().prefix(1)
        for given in card.givenForms + card.nicknames.prefix(2) + middle {
            for family in card.family.prefix(2) { add(.name, given, family) }
        }
        if let given = card.given.first, let family = card.family.first {
            // The plain pair in either order finds swapped names.
            add(.name, min(given, family), max(given, family))
            let sounds = [card.sounds.given, card.sounds.family].sorted()
            add(.sound, sounds[0], sounds[1])
            for form in card.givenForms {
                add(.givenAndLetter, form, Self.letter(of: family, book))
            }
            add(.familyAndLetter, family, Self.letter(of: given, book))
        }
        addFacts(card, profile)
    }

    private mutating func addFacts(_ card: PreparedProfile, _ profile: Int32) {
        if let month = card.birthday?.month, let day = card.birthday?.day {
            // The lesser first, so that swapped day and month meet.
            let date = Int32(min(month, day) * 32 + max(month, day))
            for word in [card.sounds.given, card.sounds.family] where word >= 0 {
                entries.append(Entry(key: Self.key(.birthday, date, word), profile: profile))
            }
        }
        guard card.organisation != PreparedProfile.absent, !card.isOrganisation else { return }
        for form in card.givenForms {
            let key = Self.key(.givenAtOrganisation, card.organisation, form)
            entries.append(Entry(key: key, profile: profile))
        }
        for family in card.family.prefix(2) {
            let key = Self.key(.familyAtOrganisation, card.organisation, family)
            entries.append(Entry(key: key, profile: profile))
        }
    }

    private static func key(_ property: Property, _ left: Int32, _ right: Int32) -> UInt64 {
        let mask: UInt64 = 0x0FFF_FFFF
        return property.rawValue << 56 | (UInt64(UInt32(bitPattern: left)) & mask) << 28
            | (UInt64(UInt32(bitPattern: right)) & mask)
    }

    private static func letter(of word: Int32, _ book: WordBook) -> Int32 {
        Int32(truncatingIfNeeded: book.letters(of: word).first?.value ?? 0)
    }

    /// The pairs of indices worth weighing, ascending, each once.
    ///
    /// - Parameter ranks: Where each card stands when all are sorted by name.
    /// - Returns: The lower index of each pair in its upper 32 bits.
    mutating func pairs(ranks: [Int]) -> [UInt64] {
        entries.sort()
        var pairs: [UInt64] = []
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            let block = entries[start..<end].map { Int($0.profile) }
            if block.count > 1 { Self.append(block, ranks, to: &pairs) }
            start = end
        }
        pairs.sort()
        var last: UInt64?
        pairs.removeAll { pair in
            defer { last = pair }
            return pair == last
        }
        return pairs
    }

    private static func append(_ block: [Int], _ ranks: [Int], to pairs: inout [UInt64]) {
        let isGreat = block.count > maximumBlockSize
        let cards = isGreat ? block.sorted { ranks[$0] < ranks[$1] } : block
        let reach = isGreat ? neighbourCount : block.count
        for (place, card) in cards.enumerated() {
            for other in cards.dropFirst(place + 1).prefix(reach) where other != card {
                let low = UInt64(min(card, other))
                pairs.append(low << 32 | UInt64(max(card, other)))
            }
        }
    }
}
