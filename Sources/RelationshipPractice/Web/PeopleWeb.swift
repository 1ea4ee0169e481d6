package import ChangeLog
import ContactModel

/// Who of my people knows whom, as far as it was written down.
///
/// Ties are relations that last, introductions that were made, alliances, touches in small company,
/// and who brought me whom. Nothing is guessed from cards.
package struct PeopleWeb: Sendable {
    /// A tie between two people, by their places in ``people``.
    struct Tie: Hashable, Sendable {
        let other: Int
        /// 1 to 100.
        let strength: Int
    }

    /// The people I know myself first, then those they know; each part by id.
    package let people: [EntityID]
    /// How many of them I know myself.
    package let knownCount: Int
    /// The ties of each, by the place of the other; no tie twice.
    let ties: [[Tie]]
    /// My own tie to each whom I know, 1 to 100.
    let own: [Int]
    /// The evidence of a tie, by the pair of places, the smaller first.
    private let wordsByPair: [Pair: String]

    /// More people at one table are a crowd: that both were there does not make them acquainted.
    ///
    /// A free conversation holds about four (R. Dunbar, N. Duncan, D. Nettle, "Size and structure of
    /// freely forming conversational groups", 1995); two of them at a table mingle, which is our
    /// choice.
    static let companyLimit = 2 * conversationSize
    /// How many people one free conversation holds (Dunbar, Duncan and Nettle, 1995).
    package static let conversationSize = 4
    /// How strong a tie is when nothing says so; `strength=` of the relation overrules it.
    ///
    /// Our choice: the middle, as nothing speaks for either side (Granovetter 1973 knows strong, weak
    /// and absent).
    package static let usualStrength = 50
    /// How strong a tie is by one touch in company; it grows with each time.
    ///
    /// Our choice: as my own by one touch without a tier (``Tier``), so that a third time passes the
    /// middle.
    private static let companyStrength = 20
    /// How strong the tie of two is of whom one brought me the other.
    ///
    /// Our choice: whoever introduces somebody knows them; a step below what is said outright.
    private static let viaStrength = 40

    private struct Pair: Hashable {
        let first: Int
        let second: Int

        init(_ one: Int, _ other: Int) {
            first = min(one, other)
            second = max(one, other)
        }
    }

    /// Reads the ties of a book, once through.
    package init(_ book: PracticeBook) {
        var found = Found()
        for relation in book.items(.relation) where relation.counts(book.today) {
            let sure = min(max(relation.number(.confidence) ?? 100, 0), 100)
            found.add(
                relation.entity(.a), relation.entity(.b),
                strength: (relation.number(.strength) ?? Self.usualStrength) * sure / 100,
                words: relation.text(.text))
        }
        for intro in book.items(.intro) where intro.text(.status) == "made" {
            found.add(
                intro.entity(.a), intro.entity(.b), strength: Self.usualStrength,
                words: "you introduced them")
        }
        for alliance in book.open(.alliance) {
            found.add(
                company: alliance.entities(.people), strength: Self.usualStrength,
                words: "allies: \(alliance.text(.text))")
        }
        for item in book.items(.touch) {
            let people = item.entities(.with)
            guard (2...Self.companyLimit).contains(people.count), Touch(item).isReal else {
                continue
            }
            found.add(
                company: people, strength: Self.companyStrength, words: "met in your company")
        }
        for facts in book.people.values {
            found.add(
                facts.overlay.entity(.metVia), facts.person, strength: Self.viaStrength,
                words: "brought you together")
        }
        self.init(found, book)
    }

    private init(_ found: Found, _ book: PracticeBook) {
        let known = book.people.values.filter(Self.isKnown).map(\.person).sorted()
        let mine = Set(known)
        let far = Set(found.ties.keys.flatMap { [$0.first, $0.second] }).subtracting(mine).sorted()
        people = known + far
        knownCount = known.count
        let places = Dictionary(
            people.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var ties = [[Tie]](repeating: [], count: people.count)
        var words: [Pair: String] = [:]
        for (pair, tie) in found.ties {
            guard let first = places[pair.first], let second = places[pair.second] else { continue }
            ties[first].append(Tie(other: second, strength: tie.strength))
            ties[second].append(Tie(other: first, strength: tie.strength))
            words[Pair(first, second)] = tie.words
        }
        self.ties = ties.map { $0.sorted { $0.other < $1.other } }
        wordsByPair = words
        own = known.map { Self.ownStrength(book.people[$0]) }
    }

    /// The evidence for the tie of two people; empty without one.
    package func words(_ first: Int, _ second: Int) -> String {
        wordsByPair[Pair(first, second)] ?? ""
    }

    /// Somebody tied to another, and by what.
    package struct Neighbour: Hashable, Sendable {
        package let person: EntityID
        /// 1 to 100.
        package let strength: Int
        /// Whether I know them myself.
        package let isKnown: Bool
        /// The evidence, such as `met in your company`.
        package let words: String
    }

    /// Whom somebody is tied to, the strongest tie first; of equal ones by id.
    package func neighbours(of person: EntityID) -> [Neighbour] {
        guard let place = people.firstIndex(of: person) else { return [] }
        return ties[place].map {
            Neighbour(
                person: people[$0.other], strength: $0.strength, isKnown: $0.other < knownCount,
                words: words(place, $0.other))
        }.sorted { ($1.strength, $0.person) < ($0.strength, $1.person) }
    }

    /// The ties of somebody to others whom I know.
    func tiesAmongKnown(of place: Int) -> some Collection<Tie> {
        ties[place].prefix { $0.other < knownCount }
    }

    /// Whether I know somebody myself: by a tier or by what came from both sides, and not let go.
    private static func isKnown(_ facts: RhythmFacts) -> Bool {
        facts.overlay.text(.retired).isEmpty
            && (facts.tier.map { $0 != .rest } ?? false || facts.touches.isMutual)
    }

    /// A quick word on how close I am to somebody: my own, else by tier and touches.
    static func ownStrength(_ facts: RhythmFacts?) -> Int {
        guard let facts else { return 1 }
        if let said = facts.overlay.number(.strength) { return min(max(said, 1), 100) }
        return Tier.strength(of: facts.tier, touches: facts.touches.count)
    }
}

extension PeopleWeb {
    /// Ties as they are found, before people have places.
    private struct Found {
        /// The smaller id first.
        struct Pair: Hashable {
            let first: EntityID
            let second: EntityID
        }

        private(set) var ties: [Pair: (strength: Int, words: String)] = [:]

        /// Adds what ties two people; nothing when it names fewer.
        mutating func add(_ a: EntityID?, _ b: EntityID?, strength: Int, words: String) {
            guard let a, let b, a != b else { return }
            let pair = Pair(first: min(a, b), second: max(a, b))
            let before = ties[pair]
            // Two sources make a tie stronger than either, and the first one tells what it is.
            ties[pair] = (
                min(max((before?.strength ?? 0) + strength, 1), 100),
                before.map(\.words).flatMap { $0.isEmpty ? nil : $0 } ?? words
            )
        }

        /// Adds a tie between each two of a company.
        mutating func add(company: [EntityID], strength: Int, words: String) {
            for (index, a) in company.enumerated() {
                for b in company.dropFirst(index + 1) {
                    add(a, b, strength: strength, words: words)
                }
            }
        }
    }
}
