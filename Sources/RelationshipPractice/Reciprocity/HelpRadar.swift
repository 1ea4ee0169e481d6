package import ChangeLog
import ContactModel

/// The needs that meet an offer or a person (practice S3-14, S2-14, S4-14, S0-5).
package struct HelpRadar: Hashable, Sendable {
    package let need: EntityID
    package let needText: String
    /// The need behind the name of who has it: "needs a boat", "has trouble with no sand".
    package let needPhrase: String
    package let person: EntityID
    package let name: String
    /// The offer of mine, or the person who knows or offers it.
    package let answer: String
    /// Who has it, when it is not me.
    package let helper: EntityID?
    /// The words that both say.
    package let words: [String]
    /// The need, what meets it as it was written down, and the rule behind it.
    package let evidence: [String]

    /// Finds matches, those with most words in common first.
    ///
    /// - Complexity: O(the words of what was written down, and what is found).
    package static func matches(in book: PracticeBook) -> [HelpRadar] {
        let helps = Help.all(in: book)
        var placesByWord: [String: [Int]] = [:]
        for (place, help) in helps.enumerated() {
            for word in help.words { placesByWord[word, default: []].append(place) }
        }
        return book.open(.need).flatMap { need -> [HelpRadar] in
            guard let person = need.entity(.person), !book.isUnproposed(person) else { return [] }
            var common: [Int: Set<String>] = [:]
            for word in words(need.text(.text)) {
                for place in placesByWord[word] ?? [] where helps[place].helper != person {
                    common[place, default: []].insert(word)
                }
            }
            return common.map { HelpRadar(need, of: person, helps[$0], $1, in: book) }
        }.sorted {
            let me = EntityID(value: 0)
            return ($1.words.count, $0.name, $0.answer, $0.need, $0.helper ?? me) < (
                $0.words.count, $1.name, $1.answer, $1.need, $1.helper ?? me
            )
        }
    }

    /// Something that may meet a need: an offer, or what somebody knows.
    private struct Help {
        /// Who has it; nil for me.
        let helper: EntityID?
        /// As it was written down.
        let text: String
        let words: Set<String>
        let isOffer: Bool
        /// Up to where an offer goes; empty without.
        var limits = ""

        /// All there is, but for that of people who are left in peace.
        static func all(in book: PracticeBook) -> [Help] {
            let offers = book.items(.offer).compactMap { offer -> Help? in
                let helper = offer.entity(.person)
                guard helper.map({ !book.isUnproposed($0) }) ?? true else { return nil }
                let text = offer.text(.text)
                return Help(
                    helper: helper, text: text, words: HelpRadar.words(text), isOffer: true,
                    limits: offer.text(.limits))
            }
            let known = book.people.compactMap { person, facts -> Help? in
                let text = facts.overlay.text(.knows)
                guard !text.isEmpty, !book.isUnproposed(person) else { return nil }
                return Help(
                    helper: person, text: text, words: HelpRadar.words(text), isOffer: false)
            }
            return offers + known
        }
    }

    /// The words that stand behind the name of who has a need, by its type (practice S3-13).
    static func phrase(_ need: Item) -> String {
        let verb = verbs[need.text(.type)] ?? "needs"
        return "\(verb) \(need.text(.text))"
    }

    private static let verbs = [
        "pain": "has a hard time:", "project": "works on", "goal": "wants",
        "aspiration": "hopes for", "value": "values", "priority": "puts first:",
    ]

    private init(
        _ need: Item, of person: EntityID, _ help: Help, _ common: Set<String>,
        in book: PracticeBook
    ) {
        self.need = need.id
        needText = need.text(.text)
        needPhrase = Self.phrase(need)
        self.person = person
        name = book.name(person)
        helper = help.helper
        words = common.sorted()
        let helperName = help.helper.map(book.name)
        let source: String
        if help.isOffer {
            answer =
                (helperName.map { "\($0): " } ?? "your offer: ") + help.text
                + (help.limits.isEmpty ? "" : " (\(help.limits))")
            source = "offer: \(help.text)"
        } else {
            answer = "\(helperName ?? "") knows " + Self.topics(help.text, sharing: common)
            source = "what \(helperName ?? "") knows: \(help.text)"
        }
        evidence = [
            "need of \(name): \(needText)", source,
            "both say \(words.joined(separator: ", ")); words that join others do not count",
        ]
    }

    /// Those of the topics somebody knows that have one of the words, as they were written down.
    private static func topics(_ knows: String, sharing common: Set<String>) -> String {
        knows.split(separator: ",").map { $0.prefix { $0 != "=" } }
            .filter { !words(String($0)).isDisjoint(with: common) }
            .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: ", ")
    }

    /// A letter alone names nothing (practice S3-14).
    ///
    /// Our choice: "AI", "van" and "tax" are needs; what joins words is left out by name
    /// (``joiningWords``).
    package static let leastLetters = 2

    /// The words of a text that say something, folded, one for singular and plural.
    static func words(_ text: String) -> Set<String> {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return Set(
            parts.filter { $0.count >= leastLetters && !joiningWords.contains($0) }.map(singular))
    }

    /// “translator” for “translators”; “glass”, “bus” and short words stay.
    private static func singular(_ word: String) -> String {
        let stays = ["ss", "us", "is"].contains { word.hasSuffix($0) }
        return word.hasSuffix("s") && !stays && word.count > shortestPlural
            ? String(word.dropLast()) : word
    }

    /// A word of more letters may be a plural by its last one (practice S3-14).
    ///
    /// Our choice: “vans” is, “gas” is not; longer words that only look so meet as they are written.
    private static let shortestPlural = 3

    /// Words that join others and name nothing, in the languages of the samples.
    private static let joiningWords = Set(
        """
        a about after all also am an and any are as at be been before but by can could do does
        down each else even every find for from get give go good had has have he help her here him
        his how if in into is it its job just know level like look looking lot made make many may
        me meet more most much my need needed needs new no not now of off on one only or other our
        out over own people person please same say see seek she so some someone somebody something
        such take than that the their them then there these they thing things this those through
        time to too up us use very via want was way we well were what when where which while who
        whom whose why will with within without would year years you your
        aber alle als am an auch auf aus bei bin bis da das dass dem den denn der des die dies doch
        du durch ein eine einem einen einer eines er es etwas für gegen gute guten haben hat hilfe
        ich ihr im in ist jemand jemanden kann kein keine mehr mein meine mit nach neue neuen nicht
        noch nur oder ohne sehr sein sich sie sind so suche sucht über um und uns unter vom von vor
        war was wer wie wir wird zu zum zur
        au aux avec ce ces cette dans de des du elle en est et il la le les leur mais mon ne nous
        ou par pas plus pour que qui sa se ses son sur un une vous
        al como con da del di el en es esta la las los mas no o os para per por que se si sin su um
        una uno y e
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

/// Two people who should meet, and why (practice S0-5).
package struct Weaving: Hashable, Sendable {
    package let first: EntityID
    package let second: EntityID
    package let reasons: [String]
    /// The words that were written down of it, and the rule behind it.
    package let evidence: [String]
    /// How many reasons there are.
    package let score: Int

    /// People of an area who are paired with each other, at most: a technical bound of the work.
    private static let pairedPeople = 50

    private static let unmet =
        "not known to have met: no relation, introduction, match, alliance or touch names both"

    /// Pairs who would gain from each other and do not know each other, the best first.
    package static func pairs(in book: PracticeBook) -> [Weaving] {
        var met: Set<Set<EntityID>> = []
        for item in book.items(.relation) + book.items(.intro) + book.items(.pair) {
            if let a = item.entity(.a), let b = item.entity(.b) { met.insert([a, b]) }
        }
        for facts in book.people.values {
            if let via = facts.overlay.entity(.metVia) { met.insert([via, facts.person]) }
        }
        for item in book.items(.touch) + book.open(.alliance) {
            let people = item.entities(item.kind == .touch ? .with : .people)
            for (index, a) in people.enumerated() {
                for b in people.dropFirst(index + 1) { met.insert([a, b]) }
            }
        }
        var reasons: [Set<EntityID>: [String]] = [:]
        var evidence: [Set<EntityID>: [String]] = [:]
        for match in HelpRadar.matches(in: book) {
            guard let helper = match.helper else { continue }
            reasons[[match.person, helper], default: []].append(
                "\(match.name) \(match.needPhrase); \(match.answer)")
            evidence[[match.person, helper], default: []] += match.evidence
        }
        for area in book.open(.area) {
            let people = area.entities(.people).filter { !book.isUnproposed($0) }
            for (index, a) in people.prefix(pairedPeople).enumerated() {
                for b in people.prefix(pairedPeople).dropFirst(index + 1) {
                    reasons[[a, b], default: []].append("both are in \(area.text(.text))")
                    evidence[[a, b], default: []].append(
                        "area \(area.text(.text)): \(book.name(a)), \(book.name(b))")
                }
            }
        }
        return reasons.compactMap { pair, reasons in
            let sorted = pair.sorted()
            guard sorted.count == 2, !met.contains(pair) else { return nil }
            return Weaving(
                first: sorted[0], second: sorted[1], reasons: reasons.sorted(),
                evidence: (evidence[pair] ?? []) + [unmet], score: reasons.count)
        }.sorted { ($1.score, $0.first, $0.second) < ($0.score, $1.first, $1.second) }
    }
}
