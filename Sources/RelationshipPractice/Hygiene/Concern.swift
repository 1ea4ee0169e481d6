package import ChangeLog
import ContactModel

/// Something to look at before it becomes a problem (practice S0-21), with a way out.
///
/// A concern is about what I did or may do, never a verdict on somebody.
package struct Concern: Hashable, Sendable {
    /// The subject, in the order of lists: what others wait for comes first.
    package enum Subject: String, Hashable, Sendable, CaseIterable, Comparable {
        case promise
        /// Who is dear, and went without a word for longer than I meant.
        case silence
        /// Who wrote and waits for a word of mine.
        case answer
        /// Who agreed to meet somebody through me.
        case introduction
        /// A follow-up of mine.
        case followup
        /// A gathering of which nothing was written down yet.
        case gathering
        case thanks
        case ask
        case boundary
        /// A promise of others: nobody waits for it but me.
        case awaited
        case goal
        case seat
        case ledger
        case cooling
        case drain
        case energy
        case words
        case tiers
        case community
        /// Those one spoke with who have no card.
        case guests
        case data

        /// By the order of lists.
        package static func < (left: Subject, right: Subject) -> Bool {
            let all = Subject.allCases
            return (all.firstIndex(of: left) ?? 0) < (all.firstIndex(of: right) ?? 0)
        }
    }

    package let subject: Subject
    package let person: EntityID?
    package let sentence: String
    /// The advice, often a command.
    package let remedy: String
    /// The touches and rules behind it.
    package let reasons: [String]

    init(
        _ subject: Subject, _ person: EntityID?, _ sentence: String, remedy: String,
        reasons: [String]
    ) {
        self.subject = subject
        self.person = person
        self.sentence = sentence
        self.remedy = remedy
        self.reasons = reasons
    }

    /// Everything to look at, what others wait for first.
    package static func all(in book: PracticeBook) -> [Concern] {
        let tallies = PersonTallies(book)
        let seats = coldSeats(book)
        let silences = silences(book)
        let told = Set((seats + silences).compactMap(\.person))
        let found =
            latePromises(book) + openAnswers(book) + openIntroductions(book)
            + untoldGatherings(book) + brokenPromises(book) + awaitedPromises(book)
            + openThanks(book)
            + overdueSteps(book) + coldAsks(book)
            + ignoredBoundaries(book) + silences
            + lateGoals(book) + leftOver(book) + seats + oneSided(book)
            + cooling(book).filter { concern in concern.person.map { !told.contains($0) } ?? true }
            + draining(book, tallies) + exhaustion(book) + sameWords(book) + crowdedTiers(book)
            + ripeTrials(book) + strangers(book)
            + staleData(book) + futureTouches(book)
        let nobody = EntityID(value: 0)
        return found.sorted {
            ($0.subject, $0.sentence, $0.person ?? nobody, $0.remedy)
                < ($1.subject, $1.sentence, $1.person ?? nobody, $1.remedy)
        }
    }
}

extension Concern {
    private static func latePromises(_ book: PracticeBook) -> [Concern] {
        book.open(.promise).compactMap { promise in
            guard promise.text(.side) != "theirs", let by = CivilDay(promise.text(.by)),
                by < book.today, let person = promise.entity(.person), !book.isGone(person)
            else { return nil }
            let hasDied = book.people[person]?.died != nil
            let who = book.name(person) + (hasDied ? ", who died" : "")
            return Concern(
                .promise, person, "You promised \(who): \(promise.text(.text)), by \(by).",
                remedy: hasDied
                    ? "keep it for those who are left, or let it go: kith done "
                        + "\(short(promise.id)) withdrawn"
                    : "keep it, or say when: kith set \(short(promise.id)) by=…",
                reasons: ["promise with by=\(by), still open: kept ones earn trust"])
        }
    }

    private static func openThanks(_ book: PracticeBook) -> [Concern] {
        ThanksDue.all(book).filter { !book.isUnproposed($0.person) }.map { due in
            Concern(
                .thanks, due.person,
                "\(book.name(due.person)) gave you \(due.text) on \(due.day); no thanks are "
                    + "written down.",
                remedy: "kith draft thanks \(quoted(book.name(due.person)))",
                reasons: ["nothing of the type thanks since \(due.day): tell them what helped you"])
        }
    }

    private static func coldAsks(_ book: PracticeBook) -> [Concern] {
        book.items(.entry).compactMap { ask in
            guard ask.text(.side) == "asked", ["", "open"].contains(ask.text(.status)),
                let person = ask.entity(.person), !book.isGone(person)
            else { return nil }
            let answer = AskGuard(asking: person, in: book, besides: ask.id)
            guard answer.verdict != .ask else { return nil }
            return Concern(
                .ask, person,
                "You asked \(book.name(person)) for \(ask.text(.text)) "
                    + (answer.isCold ? "out of the cold." : "before the well was full."),
                remedy: answer.plan.first ?? "let it be", reasons: answer.reasons)
        }
    }

    private static func ignoredBoundaries(_ book: PracticeBook) -> [Concern] {
        book.people.values.compactMap { facts in
            guard facts.isTheirTurn, facts.peace(on: book.today) == nil else { return nil }
            return Concern(
                .boundary, facts.person,
                "\(facts.name) has not answered \(facts.touches.unanswered) times.",
                remedy: "let it be; it is their turn",
                reasons: [
                    "\(facts.touches.unanswered) touches with response=none since the last answer; "
                        + "the more one insists, the stronger the no"
                ])
        }
    }

    /// Ties in which one side gives and the other takes, told from three on.
    private static func oneSided(_ book: PracticeBook) -> [Concern] {
        book.people.values.compactMap { facts in
            let tally = Balance(with: facts.person, in: book)
            guard facts.peace(on: book.today) == nil,
                max(tally.given, tally.received) >= toldFrom
            else { return nil }
            let reasons = [
                "given \(tally.given), received \(tally.received), by weight"
            ]
            if tally.given == 0 {
                return Concern(
                    .ledger, facts.person, "You receive from \(facts.name) and give nothing.",
                    remedy: "what is needed: kith radar", reasons: reasons)
            }
            if tally.received == 0 {
                return Concern(
                    .ledger, facts.person, "You give to \(facts.name) and receive nothing.",
                    remedy: AskGuard(asking: facts.person, in: book).verdict == .ask
                        ? "ask for something small, or give less" : "give less, and let it grow",
                    reasons: reasons)
            }
            return nil
        }
    }

    /// Ties of the inner tiers that lost a quarter of their closeness within half a year, or had no
    /// touch in it: the closest lose little of a score that ends at 100.
    private static func cooling(_ book: PracticeBook) -> [Concern] {
        let inner = book.people.values.filter { facts in
            (facts.tier ?? .rest) >= .active && facts.overlay.number(.strength) == nil
                && !book.isUnproposed(facts.person)
        }
        let pages = BookByPerson(book)
        let then = book.today.adding(days: -coolingDays)
        return inner.compactMap { facts in
            let before = pages.closeness(to: facts.person, on: then).score
            let now = pages.closeness(to: facts.person).score
            let last = facts.touches.lastMilliseconds.map(book.day)
            let isSilent = last.map { book.today.days(since: $0) > coolingDays } ?? false
            let isLess = now * 4 <= before * keptQuarters
            guard before >= warm, isLess || isSilent else { return nil }
            return Concern(
                .cooling, facts.person, "The tie to \(facts.name) is cooling.",
                remedy: "kith draft hello \(quoted(facts.name))",
                reasons: [
                    "closeness \(now), \(before) half a year ago: "
                        + (isLess ? "a quarter and more is gone" : "no touch since"),
                    last.map { "last in touch \($0)" } ?? "no touch that counts",
                ])
        }
    }

    /// As long as it takes until a touch counts half (``Closeness/halfLifeDays``, S0-21).
    static let coolingDays = DayCount.halfYear
    /// Below this there was nothing to cool: an ask would not have been natural
    /// (``AskGuard/enoughCloseness``).
    private static let warm = AskGuard.enoughCloseness
    /// The share of a closeness that must be left for it not to cool, in quarters of what it was
    /// (S0-21).
    ///
    /// Our choice: without a touch half is gone in that time; a quarter is said in time to act.
    private static let keptQuarters = 3
    /// From so much on, by weight, one-sidedness and drain are told (practice S4-3, S1-29).
    ///
    /// Our choice: twice may be chance; a rhythm needs a third time.
    static let toldFrom = 3
    /// For how many days the same words to many are looked back for (practice S2-7).
    ///
    /// Our choice: four weeks; what is older nobody remembers as a mailing.
    private static let mailingDays = 4 * DayCount.week
    /// Letters of a text that are shown.
    private static let shownLetters = 40
    /// Letters of an id that commands take.
    private static let shownIDLetters = 6

    private static func draining(_ book: PracticeBook, _ tallies: PersonTallies) -> [Concern] {
        book.people.values.compactMap { facts in
            let tally = tallies[facts.person]
            guard facts.peace(on: book.today) == nil, tally.drain >= toldFrom,
                tally.given >= tally.received
            else { return nil }
            return Concern(
                .drain, facts.person, "Touches with \(facts.name) take more than they give.",
                remedy: "see each other less, or rest: kith tier \(quoted(facts.name)) wide",
                reasons: [
                    "energy \(-tally.drain) in \(tally.energies.count) touches of a year, told from "
                        + "-\(toldFrom) on",
                    "given \(tally.given), received \(tally.received)",
                ])
        }
    }

    /// The same written words to many within a week (practice S2-7).
    private static func sameWords(_ book: PracticeBook) -> [Concern] {
        let written: Set<String> = ["mail", "message", "letter", "comment"]
        var touches: [String: [Touch]] = [:]
        for touch in book.touches(lastDays: mailingDays) where written.contains(touch.type) {
            let words = MessageDraft.folded(touch.item.text(.text))
            if !words.isEmpty { touches[words, default: []].append(touch) }
        }
        return touches.compactMap { words, touches in
            let people = mostWithinAWeek(touches, book)
            guard people.count > MessageDraft.maximumAlike else { return nil }
            return Concern(
                .words, nil,
                "The same words went to \(people.count) people: “\(words.prefix(shownLetters))”.",
                remedy: "next time a line of their own for each: kith draft hello NAME",
                reasons: ["asking everybody to dance makes nobody feel valued"])
        }
    }

    /// The people of those seven days in which touches were with most.
    private static func mostWithinAWeek(_ touches: [Touch], _ book: PracticeBook) -> Set<EntityID> {
        let byDay = Dictionary(grouping: touches) { book.day(of: $0.milliseconds) }
        return byDay.keys.map { first in
            let week = (0..<DayCount.week).flatMap { byDay[first.adding(days: $0)] ?? [] }
            return Set(week.flatMap { $0.item.entities(.with) })
        }.max { $0.count < $1.count } ?? []
    }

    private static func crowdedTiers(_ book: PracticeBook) -> [Concern] {
        var counts: [Tier: Int] = [:]
        for facts in book.people.values {
            if let tier = facts.tier { counts[tier, default: 0] += 1 }
        }
        return TierCaps(countByTier: counts).warnings.map {
            Concern(
                .tiers, nil, $0, remedy: "who has which: kith list; kith tier NAME wide",
                reasons: ["tiers as you set them"])
        }
    }

    private static func ripeTrials(_ book: PracticeBook) -> [Concern] {
        CommunityTrial.all(book).filter(\.isReady).map { trial in
            Concern(
                .community, nil, trial.sentence,
                remedy: "kith set \(short(trial.community)) verdict=stay, or leave",
                reasons: ["one or two meetings are enough to judge"])
        }
    }

    /// Data that was checked once, and longer ago than its tier allows.
    private static func staleData(_ book: PracticeBook) -> [Concern] {
        let stale = StaleContact.queue(in: book).filter { $0.verified != nil }
        guard let first = stale.first else { return [] }
        let others = stale.count > 1 ? " and of \(stale.count - 1) more" : ""
        return [
            Concern(
                .data, nil, "The data of \(first.name)\(others) was not looked at for long.",
                remedy: "kith verify", reasons: first.reasons)
        ]
    }

    /// The end of an id, as commands take it.
    static func short(_ id: EntityID) -> String {
        String(id.description.suffix(shownIDLetters))
    }

    /// A name as it is typed.
    static func quoted(_ name: String) -> String { ShellWord.quoted(name) }
}
