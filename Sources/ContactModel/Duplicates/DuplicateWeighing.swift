/// Weighs what speaks for and against two cards being the same person's.
struct DuplicateWeighing {
    /// One reason before it is put into words; `word` is what both cards have.
    struct Finding {
        let kind: DuplicateEvidence.Kind
        let weight: Int
        var word = PreparedProfile.absent
    }

    private(set) var names: NameComparison
    let book: WordBook
    let census: NameCensus

    init(book: WordBook, census: NameCensus) {
        self.book = book
        self.census = census
        names = NameComparison(
            book: book, givenCounts: census.givenCounts, familyCounts: census.familyCounts)
    }

    /// Everything that is to be said about two cards; empty for a company and a person.
    mutating func findings(_ left: PreparedProfile, _ right: PreparedProfile) -> [Finding] {
        guard left.isOrganisation == right.isOrganisation else { return [] }
        var findings: [Finding] = []
        addName(left, right, to: &findings)
        addEmails(left, right, to: &findings)
        addPhones(left, right, to: &findings)
        for page in left.pages where right.pages.contains(page) && !census.isShared(page) {
            findings.append(Finding(kind: .sameAddressOnTheWeb, weight: 50, word: page))
            break
        }
        if let date = left.birthday, let other = right.birthday,
            let (kind, weight) = BirthdayComparison.compare(date, other)
        {
            let isCommon = kind == .sameBirthday && census.isCommon(date)
            findings.append(
                isCommon
                    ? Finding(kind: .commonBirthday, weight: 22)
                    : Finding(kind: kind, weight: weight))
        }
        if left.organisation != PreparedProfile.absent, left.organisation == right.organisation,
            !left.isOrganisation
        {
            findings.append(Finding(kind: .sameOrganisation, weight: 12, word: left.organisation))
        }
        if !isTied(findings.map(\.kind)) {
            let isApart = { (one: [Int32], other: [Int32]) in
                !one.isEmpty && !other.isEmpty && !one.contains { other.contains($0) }
            }
            let count =
                (isApart(left.emails, right.emails) ? 1 : 0)
                + (isApart(left.phones, right.phones) ? 1 : 0)
            if count > 0 { findings.append(Finding(kind: .nothingInCommon, weight: -4 * count)) }
        }
        return findings
    }

    /// Whether something ties both to one person; of names that are only like each other a birthday
    /// does not.
    private func isTied(_ kinds: [DuplicateEvidence.Kind]) -> Bool {
        let isOneName = kinds.contains { $0 == .sameName || $0 == .nameVariant }
        return kinds.contains { $0.isIdentifying && (isOneName || $0 != .sameBirthday) }
    }

    private mutating func addName(
        _ left: PreparedProfile, _ right: PreparedProfile, to findings: inout [Finding]
    ) {
        let agreement = names.agreement(left, right)
        guard let kind = agreement.kind else { return }
        let isCommon = agreement.weight >= 32 && census.isCommon(left)
        findings.append(Finding(kind: kind, weight: agreement.weight - (isCommon ? 8 : 0)))
        guard agreement.weight > 0 else { return }
        if left.generation != right.generation {
            let isMissing = left.generation < 0 || right.generation < 0
            findings.append(
                isMissing
                    ? Finding(kind: .generationMissing, weight: -15)
                    : Finding(kind: .differentGenerations, weight: -60))
        }
        if haveDifferentMiddleNames(left, right) {
            findings.append(Finding(kind: .differentMiddleNames, weight: -20))
        }
    }

    private func haveDifferentMiddleNames(
        _ left: PreparedProfile, _ right: PreparedProfile
    ) -> Bool {
        guard left.given.count > 1, right.given.count > 1, left.given.first == right.given.first
        else { return false }
        let initials = Set(right.given.dropFirst().compactMap { book.letters(of: $0).first })
        return !left.given.dropFirst().contains { word in
            book.letters(of: word).first.map { initials.contains($0) } ?? false
        }
    }

    private func addEmails(
        _ left: PreparedProfile, _ right: PreparedProfile, to findings: inout [Finding]
    ) {
        let common = left.emails.filter { right.emails.contains($0) }
        if let own = common.first(where: { !isOffice($0) }) {
            findings.append(Finding(kind: .sameEmail, weight: 60, word: own))
            addReading(left, right, of: own, to: &findings)
        } else if let shared = common.first {
            findings.append(Finding(kind: .sharedEmail, weight: 20, word: shared))
        } else if let name = left.mailboxNames.first(where: { right.mailboxNames.contains($0) }) {
            findings.append(Finding(kind: .sameMailboxName, weight: 18, word: name))
        }
    }

    private func isOffice(_ email: Int32) -> Bool {
        census.isShared(email) || ContactKey.isOfficeAddress(book.word(email))
    }

    /// A card with little but an address is the person's whose name the address is.
    private func addReading(
        _ left: PreparedProfile, _ right: PreparedProfile, of email: Int32,
        to findings: inout [Finding]
    ) {
        if !left.hasName, !right.hasName {
            findings.append(Finding(kind: .noNames, weight: 20))
            return
        }
        let isFull = { (card: PreparedProfile) in !card.given.isEmpty && !card.family.isEmpty }
        guard isFull(left) != isFull(right) else { return }
        let named = isFull(left) ? left : right
        let mailbox = FoldedText.words(String(book.word(email).prefix { $0 != "@" }))
        let local = mailbox.joined()
        let reads = named.family.contains { family in
            named.given.prefix(1).contains { given in
                Self.readings(book.word(given), book.word(family)).contains(local)
            }
        }
        if reads { findings.append(Finding(kind: .emailReadsAsName, weight: 25, word: email)) }
    }

    private static func readings(_ given: String, _ family: String) -> [String] {
        let (initial, other) = (given.prefix(1), family.prefix(1))
        return [given + family, family + given, initial + family, family + initial, given + other]
    }

    private func addPhones(
        _ left: PreparedProfile, _ right: PreparedProfile, to findings: inout [Finding]
    ) {
        let common = left.phones.filter { right.phones.contains($0) }
        if let own = common.first(where: { !census.isShared($0) }) {
            findings.append(Finding(kind: .samePhone, weight: 50, word: own))
        } else if let shared = common.first {
            findings.append(Finding(kind: .sharedPhone, weight: 20, word: shared))
        }
    }
}
