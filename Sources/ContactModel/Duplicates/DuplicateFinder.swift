/// Finds the cards that may be one person's, in any number of cards.
///
/// The result depends on the set of cards only, not on their order.
package struct DuplicateFinder: Sendable {
    /// The candidates found, and how much work that took.
    package struct Result: Sendable {
        /// The highest score first, then by pair; none with verdict ``DuplicateVerdict/no``.
        package let candidates: [DuplicateCandidate]
        /// How many pairs were weighed.
        package let comparisonCount: Int
    }

    private let home: DialingPlan?

    /// - Parameter home: The plan of phone numbers that do not name their country.
    package init(home: DialingPlan?) {
        self.home = home
    }

    /// Finds the pairs among many cards; groups are left out.
    ///
    /// - Parameters:
    ///   - profiles: The cards, each id once; a second card of an id is left out.
    ///   - dismissed: Pairs that somebody said are not the same.
    /// - Returns: The pairs worth a look, with their reasons.
    /// - Complexity: O(n log n) for n cards with bounded numbers of addresses.
    package func candidates(
        among profiles: [DuplicateProfile], dismissed: Set<DuplicatePair> = []
    ) -> Result {
        // By id: the order in which cards were given must not decide which are compared.
        let sorted = Self.unique(profiles)
        var prepared = prepare(sorted)
        let cards = prepared.cards
        var blocks = CandidateBlocks()
        for (index, card) in cards.enumerated() {
            blocks.add(card, at: index, book: prepared.weighing.book)
        }
        let pairs = blocks.pairs(ranks: Self.ranks(cards, prepared.weighing.book))
        var candidates: [DuplicateCandidate] = []
        for pair in pairs {
            let (low, high) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            let findings = prepared.weighing.findings(cards[low], cards[high])
            let verdict = Self.verdict(findings)
            guard verdict != .no else { continue }
            let key = DuplicatePair(sorted[low].id, sorted[high].id)
            guard !dismissed.contains(key) else { continue }
            candidates.append(
                Self.candidate(findings, sorted[low], sorted[high], prepared.weighing.book))
        }
        candidates.sort { ($1.score, $0.pair) < ($0.score, $1.pair) }
        return Result(candidates: candidates, comparisonCount: pairs.count)
    }

    /// Weighs two cards, whatever comes of it.
    package func compare(_ one: DuplicateProfile, _ other: DuplicateProfile) -> DuplicateCandidate {
        var prepared = prepare([one, other])
        let findings = prepared.weighing.findings(prepared.cards[0], prepared.cards[1])
        return Self.candidate(findings, one, other, prepared.weighing.book)
    }

    private static func unique(_ profiles: [DuplicateProfile]) -> [DuplicateProfile] {
        let order = profiles.indices.sorted { profiles[$0].id < profiles[$1].id }
        var result: [DuplicateProfile] = []
        result.reserveCapacity(profiles.count)
        for index in order where profiles[index].form != .group {
            if result.last?.id != profiles[index].id { result.append(profiles[index]) }
        }
        return result
    }

    private func prepare(
        _ profiles: [DuplicateProfile]
    ) -> (cards: [PreparedProfile], weighing: DuplicateWeighing) {
        var book = WordBook()
        var census = NameCensus()
        var cards: [PreparedProfile] = []
        cards.reserveCapacity(profiles.count)
        for profile in profiles {
            let card = PreparedProfile(profile, home: home, book: &book)
            census.add(card)
            cards.append(card)
        }
        return (cards, DuplicateWeighing(book: book, census: census))
    }

    /// Where each card stands when all are sorted by family name, then given name.
    private static func ranks(_ cards: [PreparedProfile], _ book: WordBook) -> [Int] {
        let names = cards.map { card in
            book.word(card.family.first ?? -1) + " " + book.word(card.joinedGiven)
        }
        var ranks = [Int](repeating: 0, count: cards.count)
        for (rank, index) in cards.indices.sorted(by: { names[$0] < names[$1] }).enumerated() {
            ranks[index] = rank
        }
        return ranks
    }

    private static func verdict(_ findings: [DuplicateWeighing.Finding]) -> DuplicateVerdict {
        let score = findings.reduce(0) { $0 + $1.weight }
        return DuplicateVerdict(score: score, kinds: findings.lazy.map(\.kind))
    }

    private static func candidate(
        _ findings: [DuplicateWeighing.Finding], _ one: DuplicateProfile,
        _ other: DuplicateProfile, _ book: WordBook
    ) -> DuplicateCandidate {
        let evidence = findings.map { finding in
            DuplicateEvidence(
                kind: finding.kind, weight: finding.weight,
                sentence: finding.sentence(one, other, book))
        }
        return DuplicateCandidate(
            pair: DuplicatePair(one.id, other.id),
            score: findings.reduce(0) { $0 + $1.weight }, verdict: verdict(findings),
            evidence: evidence.sorted {
                (-abs($0.weight), $0.kind.rawValue) < (-abs($1.weight), $1.kind.rawValue)
            })
    }
}
