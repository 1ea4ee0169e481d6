package import ChangeLog
import ContactModel

/// One honest figure about the practice: a sentence, parts to draw, and what it is made of.
package struct Measure: Hashable, Sendable {
    package let name: String
    /// The figure in a sentence.
    package let sentence: String
    /// Labelled parts, to be drawn as bars.
    package let parts: [(label: String, value: Int)]
    /// The people or things each part is about, in their order; empty when they are about nobody.
    package let ids: [EntityID]
    /// The sources of the figure, and whose rule it is.
    package let why: String

    package static func == (left: Measure, right: Measure) -> Bool {
        left.name == right.name && left.sentence == right.sentence
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(sentence)
    }

    init(
        _ name: String, _ sentence: String, parts: [(label: String, value: Int)] = [],
        ids: [EntityID] = [], why: String
    ) {
        self.name = name
        self.sentence = sentence
        self.parts = parts
        self.ids = ids
        self.why = why
    }

    /// The names of all measures, in their order; the last is ``StageRates``'s.
    package static let names = [
        "well", "reciprocity", "asks", "promises", "depth", "usefulness", "purpose", "horizon",
        "balance", "origin", "stages", "again", "trials", "diversity", "closure", "bridges",
        "proactive", "noticed", "known", "mentoring", "energy", "drain", "impact", "reputation",
        "trend", "rates",
    ]

    /// Every measure of a book; how many people one knows is not among them (practice S4-1).
    package static func all(_ book: PracticeBook) -> [Measure] {
        let tallies = PersonTallies(book)
        let web = WebReading(PeopleWeb(book), book)
        return [
            well(book), reciprocity(book), asks(book), promises(book), depth(book),
            usefulness(book), purpose(book), horizon(book), balance(book), origin(book),
            stages(book), again(book), trials(book), diversity(book), closure(book, web),
            bridges(book, web), proactive(book), noticed(book, tallies), known(book, tallies),
            mentoring(book), energy(book), drain(book, tallies), impact(book), reputation(book),
            trend(book),
        ]
    }

    /// How much is given for one ask when the well is full (practice S2-2, S2-3).
    ///
    /// Our choice: twice, so that an ask that is granted still leaves something given.
    private static let givesPerAsk = 2
    /// Days in which support both ways shows that it is mutual: "in 12 months" (practice S4-24).
    private static let mutualDays = DayCount.year
    /// Days in which somebody new stays new (practice S4-26).
    ///
    /// Our choice: a quarter in round days, the ideal gap of the active layer (``Cadence/active``).
    private static let newDays = Cadence.active.idealDays
    /// Touches without a purpose that are named: as many as a line shows.
    private static let shownAimless = 3
    /// Parts of a measure that are shown: as many as a screen has room for.
    static let shownParts = 8

    /// A share in whole per cent, to the nearest one; 0 of nothing.
    ///
    /// Nothing but all is 100, and nothing but none is 0.
    static func share(_ part: Int, of whole: Int) -> Int {
        guard whole > 0, part > 0 else { return 0 }
        guard part < whole else { return 100 }
        return min(max((part * 200 + whole) / (whole * 2), 1), 99)
    }

    /// How often each text comes, the most frequent first.
    static func counts(_ texts: [String]) -> [(label: String, value: Int)] {
        Dictionary(grouping: texts.filter { !$0.isEmpty }) { $0 }.map { ($0.key, $0.value.count) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (label: $0.0, value: $0.1) }
    }

    /// The middle of some numbers; 0 of none.
    static func median(_ numbers: [Int]) -> Int {
        guard !numbers.isEmpty else { return 0 }
        let sorted = numbers.sorted()
        let upper = sorted[sorted.count / 2]
        guard sorted.count.isMultiple(of: 2) else { return upper }
        let lower = sorted[sorted.count / 2 - 1]
        return lower + (upper - lower) / 2
    }
}

extension Measure {
    private static func well(_ book: PracticeBook) -> Measure {
        let balances = book.people.keys.map { Balance(with: $0, in: book) }
        let given = balances.reduce(0) { $0 + $1.given }
        let asked = balances.reduce(0) { $0 + $1.askedInAll }
        let advice = given >= asked * givesPerAsk ? "the well is full" : "give before you ask"
        return Measure(
            "well",
            given + asked == 0
                ? "Nothing given or asked is written down yet."
                : "Given \(given), asked \(asked): \(advice).",
            parts: [("given", given), ("asked", asked)],
            why:
                "gave= of touches and entries, by weight, full from \(givesPerAsk) given for one asked; dig the "
                + "well before you are thirsty"
        )
    }

    private static func reciprocity(_ book: PracticeBook) -> Measure {
        let balances = book.people.keys.map { Balance(with: $0, in: book) }
        let late = book.people.keys.map { Balance(with: $0, in: book, lastDays: mutualDays) }
        func mutual(_ balances: [Balance]) -> Int {
            balances.count { $0.given > 0 && $0.received > 0 }
        }
        let moved = balances.count { $0.given > 0 || $0.received > 0 }
        return Measure(
            "reciprocity",
            moved == 0
                ? "Nothing given or received is written down yet."
                : "\(share(mutual(balances), of: moved)) % of those with whom something moved both gave and "
                    + "received, \(mutual(late)) of them within a year.",
            parts: [
                ("both ways", mutual(balances)), ("one way", moved - mutual(balances)),
                ("both ways in a year", mutual(late)),
            ],
            why: ([
                "gave= and got= of touches, entries of the ledger, supports; a year for mutual support "
                    + "by now"
            ] + oneWay(book)).joined(separator: "; "))
    }

    /// Those with whom it went one way alone, by name: what `kith prep` says of each.
    private static func oneWay(_ book: PracticeBook) -> [String] {
        let people = book.people.values.map { ($0.name, Balance(with: $0.person, in: book)) }
        let sides = [
            ("only you gave", people.filter { $0.1.given > 0 && $0.1.received == 0 }),
            ("only they gave", people.filter { $0.1.given == 0 && $0.1.received > 0 }),
        ]
        return sides.filter { !$0.1.isEmpty }.map { title, people in
            let names = people.map(\.0).sorted().prefix(shownParts).joined(separator: ", ")
            let more = people.count > shownParts ? " and \(people.count - shownParts) more" : ""
            return "\(title): \(names)\(more)"
        }
    }

    private static func promises(_ book: PracticeBook) -> Measure {
        let mine = book.items(.promise).filter { $0.text(.side) != "theirs" }
        let kept = mine.count { $0.text(.status) == "kept" }
        let broken = mine.count { $0.text(.status) == "broken" }
        let overdue = mine.count {
            ["", "open"].contains($0.text(.status)) && !$0.text(.by).isEmpty
                && $0.text(.by) < book.today.description
                // What was promised to who died is no word that is late any more (S2-8).
                && $0.entity(.person).flatMap { book.people[$0]?.died } == nil
        }
        return Measure(
            "promises",
            kept + broken + overdue == 0
                ? "No promise has come to its day yet."
                : "\(share(kept, of: kept + broken + overdue)) % kept, "
                    + (broken > 0 ? "\(broken) broken, " : "") + "\(overdue) overdue.",
            parts: [("kept", kept), ("broken", broken), ("overdue", overdue)],
            why: "my promises by status and day")
    }

    private static func depth(_ book: PracticeBook) -> Measure {
        let depths = book.touches().filter { !$0.isUnanswered }.map(\.depth)
        return Measure(
            "depth",
            depths.isEmpty
                ? "No touch that was answered is written down for a year."
                : "The middle depth of a touch is \(median(depths)) of \(Touch.deepest).",
            parts: (0...Touch.deepest).map { depth in ("\(depth)", depths.count { $0 == depth }) },
            why: "depth of the touches of a year, as written or usual for what it was"
        )
    }

    private static func usefulness(_ book: PracticeBook) -> Measure {
        let rated = book.touches().compactMap { $0.item.number(.useful) }
        return Measure(
            "usefulness",
            rated.isEmpty
                ? "No touch is rated yet."
                : "\(rated.count { $0 == 0 }) of \(rated.count) rated touches were of no use to anybody.",
            parts: (0...Touch.deepest).map { value in ("\(value)", rated.count { $0 == value }) },
            why: "useful= of the touches of a year")
    }

    private static func purpose(_ book: PracticeBook) -> Measure {
        let touches = book.touches().filter { !$0.isUnanswered }
        let purposes = Purposes(book)
        let aimless = touches.filter { !purposes.serves($0.item) }
        let linked = touches.count - aimless.count
        let lines = aimless.suffix(shownAimless).reversed().map { touch in
            let who = touch.item.entities(.with).map(book.name).joined(separator: ", ")
            return "without: \(book.line(of: touch)) with \(who)"
        }
        return Measure(
            "purpose",
            touches.isEmpty
                ? "No touch is written down for a year."
                : "\(share(linked, of: touches.count)) % of touches serve a goal or an area.",
            parts: [("with purpose", linked), ("without", aimless.count)],
            why: ([
                "goal= and area= of the touches of a year, else of their event, else of its "
                    + "community; no spaghetti against the wall"
            ] + lines).joined(separator: "; "))
    }

    /// Whether somebody was met of late; nobody of the private circle is new.
    ///
    /// Of whom no touch counts yet, the first of all tells it.
    private static func isNew(
        _ person: EntityID, _ first: [EntityID: UInt64], in book: PracticeBook
    ) -> Bool {
        let begin = book.today.adding(days: 1 - newDays)
        guard let facts = book.people[person], facts.overlay.text(.circle) != "private",
            !book.wasMet(person, before: begin)
        else { return false }
        return (facts.touches.firstMilliseconds ?? first[person])
            .map { book.day(of: $0) >= begin } ?? false
    }

    private static func balance(_ book: PracticeBook) -> Measure {
        var new = 0
        var known = 0
        var first: [EntityID: UInt64] = [:]
        for touch in book.items(.touch) where Touch(touch).isReal {
            for person in touch.entities(.with) where first[person] == nil {
                first[person] = touch.instant(.at)
            }
        }
        for touch in book.touches(lastDays: newDays).filter(\.isReal) {
            for person in touch.item.entities(.with) {
                (new, known) = isNew(person, first, in: book) ? (new + 1, known) : (new, known + 1)
            }
        }
        return Measure(
            "balance", balanceSentence(new: new, known: known, book),
            parts: [("new", new), ("known", known)],
            why: "touches of \(newDays) days that count, by when the first one was")
    }

    private static func balanceSentence(new: Int, known: Int, _ book: PracticeBook) -> String {
        guard new + known > 0 else {
            return book.touches(lastDays: newDays).isEmpty
                ? "No touch of the last \(newDays) days is written down."
                : "Those of the touches of the last \(newDays) days are here no more."
        }
        guard new > known else {
            return "Known people come first: \(share(known, of: new + known)) % of touches."
        }
        // Who begins to write has nobody yet who was known for longer.
        let isYoung = !book.items(.touch).contains {
            book.today.days(since: book.day(of: Touch($0).milliseconds)) >= newDays
        }
        return isYoung
            ? "Nothing older than \(newDays) days is written down: who is new shows then."
            : "More touches with new people than with known ones: mind the ties you have."
    }
}
