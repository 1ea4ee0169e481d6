package import ChangeLog
import ContactModel

/// Whose need meets which offer, or which person (practice S3-14, S2-14, S4-14, S0-5).
package struct HelpRadar: Hashable, Sendable {
    package let need: EntityID
    package let needText: String
    package let person: EntityID
    package let name: String
    /// What meets it: my offer, or somebody who knows or offers it.
    package let answer: String
    /// Who has it, when it is not me.
    package let helper: EntityID?
    /// The words that both say.
    package let words: [String]
    /// The need, what meets it as it was written down, and the rule behind it.
    package let evidence: [String]

    /// Finds matches, those with most words in common first.
    package static func matches(in book: PracticeBook) -> [HelpRadar] {
        var found: [HelpRadar] = []
        for need in book.open("need") {
            guard let person = need.entity("person"), !isSilent(person, book) else { continue }
            let wanted = words(need.text("text"))
            for offer in book.items("offer") {
                let common = wanted.intersection(words(offer.text("text")))
                let helper = offer.entity("person")
                guard !common.isEmpty, helper != person else { continue }
                let who = helper.map { "\(book.name($0)): " } ?? "your offer: "
                found.append(
                    HelpRadar(
                        need: need.id, needText: need.text("text"), person: person,
                        name: book.name(person), answer: who + offer.text("text"), helper: helper,
                        words: common.sorted(),
                        evidence: evidence(
                            need, book.name(person), "offer: \(offer.text("text"))", common)))
            }
            for (helper, facts) in book.people where helper != person && !isSilent(helper, book) {
                let common = wanted.intersection(words(facts.overlay.text("knows")))
                guard !common.isEmpty else { continue }
                found.append(
                    HelpRadar(
                        need: need.id, needText: need.text("text"), person: person,
                        name: book.name(person),
                        answer: "\(facts.name) knows \(common.sorted().joined(separator: ", "))",
                        helper: helper, words: common.sorted(),
                        evidence: evidence(
                            need, book.name(person),
                            "what \(facts.name) knows: \(facts.overlay.text("knows"))", common)))
            }
        }
        return found.sorted {
            ($1.words.count, $0.name, $0.answer) < ($0.words.count, $1.name, $1.answer)
        }
    }

    private static func evidence(
        _ need: Item, _ name: String, _ answer: String, _ common: Set<String>
    ) -> [String] {
        [
            "need of \(name): \(need.text("text"))", answer,
            "both say \(common.sorted().joined(separator: ", ")); words of \(leastLetters) letters and more count (S3-14)",
        ]
    }

    /// People who are left in peace.
    package static func isSilent(_ person: EntityID, _ book: PracticeBook) -> Bool {
        guard let overlay = book.people[person]?.overlay else { return false }
        let mute = CivilDay(overlay.text("mute"))
        return overlay.text("boundary") == "no" || !overlay.text("retired").isEmpty
            || mute.map { $0 > book.today } ?? false
    }

    /// Shorter words join other words and name nothing.
    ///
    /// Our choice: it leaves "art" and "tax" out and spares a hundred false matches on "the"; a need
    /// said in longer words is found (practice S3-14).
    package static let leastLetters = 4

    /// The words of a text that say something: four letters and more, folded.
    static func words(_ text: String) -> Set<String> {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return Set(
            parts.filter { $0.count >= leastLetters && !common.contains(String($0)) }.map(
                String.init))
    }

    private static let common: Set<String> = [
        "with", "that", "this", "from", "have", "some", "about", "into", "need", "needs", "find",
        "help", "good", "more", "their", "your", "what", "when", "where", "level", "for", "and",
    ]
}

/// Two people who should meet, and why (practice S0-5).
package struct Weaving: Hashable, Sendable {
    package let first: EntityID
    package let second: EntityID
    package let reasons: [String]
    /// What was written down of it, and the rule behind it.
    package let evidence: [String]
    /// How many reasons there are.
    package let score: Int

    /// People of an area who are paired with each other, at most: a technical bound of the work.
    private static let pairedPeople = 50

    private static let unmet =
        "not known to have met: no relation, introduction, match or touch names both (S0-5)"

    /// Pairs who would gain from each other and do not know each other, the best first.
    package static func pairs(in book: PracticeBook) -> [Weaving] {
        var met: Set<Set<EntityID>> = []
        for item in book.items("relation") + book.items("intro") + book.items("pair") {
            if let a = item.entity("a"), let b = item.entity("b") { met.insert([a, b]) }
        }
        for touch in book.items("touch") {
            let people = touch.entities("with")
            for (index, a) in people.enumerated() {
                for b in people.dropFirst(index + 1) { met.insert([a, b]) }
            }
        }
        var reasons: [Set<EntityID>: [String]] = [:]
        var evidence: [Set<EntityID>: [String]] = [:]
        for match in HelpRadar.matches(in: book) {
            guard let helper = match.helper else { continue }
            reasons[[match.person, helper], default: []].append(
                "\(match.name) needs \(match.needText); \(match.answer)")
            evidence[[match.person, helper], default: []] += match.evidence
        }
        for area in book.open("area") {
            let people = area.entities("people").filter { !HelpRadar.isSilent($0, book) }
            for (index, a) in people.prefix(pairedPeople).enumerated() {
                for b in people.prefix(pairedPeople).dropFirst(index + 1) {
                    reasons[[a, b], default: []].append("both are in \(area.text("text"))")
                    evidence[[a, b], default: []].append(
                        "area \(area.text("text")): \(book.name(a)), \(book.name(b))")
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
