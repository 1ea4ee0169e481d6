import ChangeLog
import ContactModel
import Testing

struct DuplicateFinderTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let one: DuplicateProfile
        let other: DuplicateProfile
        let verdict: DuplicateVerdict
        var testDescription: String { name }

        init(
            _ name: String, _ one: DuplicateProfile, _ other: DuplicateProfile,
            _ verdict: DuplicateVerdict
        ) {
            (self.name, self.one, self.other, self.verdict) = (name, one, other, verdict)
        }
    }

    static func card(
        _ name: String, email: String? = nil, phone: String? = nil, born: String? = nil,
        org: String = "", url: String? = nil, nickname: String? = nil,
        form: CardForm = .individual
    ) -> DuplicateProfile {
        DuplicateProfile(
            id: EntityID(value: UInt128(truncatingIfNeeded: name.hashValue)), form: form,
            displayName: name, nicknames: nickname.map { [$0] } ?? [],
            emails: email.map { [$0] } ?? [], phones: phone.map { [$0] } ?? [],
            birthday: born.map { PartialDate(text: $0) }, organisation: org,
            urls: url.map { [$0] } ?? [])
    }

    static let mail = "ada@example.org"
    static let tel = "+49 170 1234567"

    static let merged: [Row] = [
        Row(
            "same e-mail", card("Ada Byron", email: mail),
            card("Ada Byron", email: "ADA@example.org"), .merge),
        Row(
            "mailbox tag", card("Ada Byron", email: mail),
            card("Ada Byron", email: "ada+x@example.org"), .merge),
        Row(
            "phone in another form", card("Ada Byron", phone: tel),
            card("Ada Byron", phone: "0170/1234567"), .merge),
        Row("short form", card("Bob Smith", phone: tel), card("Robert Smith", phone: tel), .merge),
        Row(
            "nickname field", card("Ada Byron", email: mail, nickname: "Goz"),
            card("Goz Byron", email: mail), .merge),
        Row("swapped", card("Byron Ada", phone: tel), card("Ada Byron", phone: tel), .merge),
        Row("comma", card("Byron, Ada", phone: tel), card("Ada Byron", phone: tel), .merge),
        Row(
            "umlaut spelt out", card("Jörg Müller", phone: tel), card("Joerg Mueller", phone: tel),
            .merge),
        Row("accents", card("Zoë Čapek", phone: tel), card("Zoe Capek", phone: tel), .merge),
        Row(
            "title and remark", card("Dr. Ada Byron (work)", phone: tel),
            card("Ada Byron", phone: tel), .merge),
        Row(
            "slip in family name", card("Ada Lovelcae", phone: tel),
            card("Ada Lovelace", phone: tel), .merge),
        Row(
            "initial and e-mail", card("A. Byron", email: mail), card("Ada Byron", email: mail),
            .merge),
        Row(
            "only an address", card("", email: "ada.byron@example.org"),
            card("Ada Byron", email: "ada.byron@example.org"), .merge),
        Row(
            "birthday", card("Ada Byron", born: "1815-12-10"), card("Ada Byron", born: "18151210"),
            .merge),
        Row(
            "profile page", card("Ada Byron", url: "https://www.site.example/in/ada/"),
            card("Ada Byron", url: "http://site.example/in/ada?x=1"), .merge),
        Row(
            "married", card("Ada Byron", email: mail, born: "1990-12-10"),
            card("Ada King", email: mail, born: "1990-12-10"), .merge),
        Row("Chinese", card("王小明", phone: tel), card("王小明", phone: tel), .merge),
        Row(
            "company", card("Kestrel GmbH", phone: tel, form: .organisation),
            card("Kestrel", phone: tel, form: .organisation), .merge),
    ]

    static let looked: [Row] = [
        Row(
            "a birthday and a name that is nearly the same, all else apart",
            card("Ada Lovelace", email: "a@example.org", born: "1980-02-03"),
            card("Ada Lovelice", email: "b@example.net", born: "1980-02-03"), .look),
        Row(
            "the first of January", card("Ada Byron", born: "1980-01-01"),
            card("Ada Byron", born: "1980-01-01"), .look),
        Row("name alone", card("Ada Byron"), card("Ada Byron"), .look),
        Row(
            "name and company", card("Ada Byron", org: "Kestrel"),
            card("Ada Byron", org: "Kestrel Ltd"), .look),
        Row(
            "other birthday", card("Ada Byron", email: mail, phone: tel, born: "1985-04-12"),
            card("Ada Byron", email: mail, phone: tel, born: "1955-04-12"), .look),
        Row(
            "brothers", card("Timo Byron", phone: tel, born: "1990-12-10"),
            card("Tim Byron", phone: tel, born: "1990-12-10"), .look),
        Row("married or not", card("Ada Byron", email: mail), card("Ada King", email: mail), .look),
        Row(
            "junior", card("John Smith Jr.", email: mail, phone: tel),
            card("John Smith Sr.", email: mail, phone: tel), .look),
        Row(
            "similar", card("Paolo Rossi", email: mail, phone: tel),
            card("Paola Rossi", email: mail, phone: tel), .look),
        Row(
            "office address", card("Ada Byron", email: "info@example.org"),
            card("Ada Byron", email: "info@example.org"), .look),
    ]

    static let refused: [Row] = [
        Row(
            "short family names of one birthday", card("Dag Moss", born: "1980-02-03"),
            card("Dag Ross", born: "1980-02-03"), .no),
        Row(
            "another first letter", card("Jan Hansen", born: "1980-02-03"),
            card("Jan Jansen", born: "1980-02-03"), .no),
        Row("couple", card("Ada Byron", phone: tel), card("Charles Byron", phone: tel), .no),
        Row(
            "couple with one mailbox", card("Ada Byron", email: mail),
            card("Charles Byron", email: mail), .no),
        Row(
            "strangers at one number", card("Ada Byron", phone: tel),
            card("Grace Hopper", phone: tel), .no),
        Row(
            "company and person", card("Kestrel", phone: tel, form: .organisation),
            card("Ada Byron", phone: tel, org: "Kestrel"), .no),
        Row(
            "colleagues", card("Ada Byron", org: "Kestrel"), card("Grace Hopper", org: "Kestrel"),
            .no),
        Row("nothing", card(""), card(""), .no),
    ]

    static let finder = DuplicateFinder(home: DialingPlan(country: "DE"))

    @Test
    func `names that several people have are no slips of each other, and a day of many is none`()
        throws
    {
        func verdict(_ others: [DuplicateProfile], born: String) -> DuplicateVerdict? {
            let one = Self.card("Eva Larsen", born: born)
            let other = Self.card("Eva Larssn", born: born)
            let finder = DuplicateFinder(home: DialingPlan(country: "DE"))
            return finder.candidates(among: [one, other] + others).candidates
                .first { $0.pair == DuplicatePair(one.id, other.id) }?.verdict
        }
        #expect(verdict([], born: "1980-02-03") == .merge)
        let named = ["Ole Larsen", "Kim Larsen", "Ole Larssn", "Kim Larssn"].map { Self.card($0) }
        #expect(verdict(named, born: "1980-02-03") == nil)
        let born = ["Ada Byron", "Bo Lind", "Cleo Vane"].map { Self.card($0, born: "1980-02-03") }
        #expect(verdict(born, born: "1980-02-03") == .look)
    }

    @Test(arguments: merged + looked + refused)
    func `two cards are judged as somebody who knows people would`(row: Row) {
        let there = Self.finder.compare(row.one, row.other)
        let why = there.evidence.map { "\($0.weight) \($0.sentence)" }.joined(separator: " ")
        #expect(there.verdict == row.verdict, "\(there.score): \(why)")
        let back = Self.finder.compare(row.other, row.one)
        #expect(back.score == there.score && back.verdict == there.verdict)
    }

    @Test func `a name, a company and a nickname together never merge`() {
        let person = Self.card("Ada Byron", org: "Kestrel", nickname: "Ada")
        let alone = Self.finder.compare(person, person)
        #expect(alone.score < DuplicateVerdict.mergeThreshold)
        #expect(alone.verdict == .look)
        #expect(alone.evidence.allSatisfy { !$0.sentence.isEmpty })
    }

    @Test func `the sum of the weights is the score, the strongest reason comes first`() {
        let candidate = Self.finder.compare(
            Self.card("Ada Byron", email: Self.mail, phone: Self.tel, born: "1985-04-12"),
            Self.card("Ada Byron", email: Self.mail, phone: Self.tel, born: "1955-04-12"))
        #expect(candidate.score == candidate.evidence.reduce(0) { $0 + $1.weight })
        let sizes = candidate.evidence.map { abs($0.weight) }
        #expect(sizes == sizes.sorted(by: >))
        #expect(
            candidate.evidence.contains {
                $0.sentence == "The birthdays differ: 1985-04-12 and 1955-04-12."
            })
    }

    @Test func `hostile cards take no time and stop nothing`() {
        let long = String(repeating: "a", count: 20_000)
        let many = (0..<200).map { "x\($0)@example.org" }
        let profiles = (0..<50).map { number in
            DuplicateProfile(
                id: EntityID(value: UInt128(number)), displayName: long + " \u{0}\u{300}💥(((",
                nicknames: [long, "", "\u{300}"], emails: many + ["@", "a@", "", long],
                phones: [long, "+", "++", "☎️"], birthday: .parts(year: .max, month: 2, day: 29),
                organisation: long, urls: [long, "://", "/"])
        }
        let twice = profiles + profiles
        let found = Self.finder.candidates(among: twice)
        #expect(found.candidates.allSatisfy { $0.pair.first != $0.pair.second })
        #expect(Self.finder.candidates(among: []).candidates.isEmpty)
    }
}
