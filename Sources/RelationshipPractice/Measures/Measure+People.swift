import ChangeLog
import ContactModel

extension Measure {
    /// Who turns to me: what burns on others' radar.
    static func noticed(_ book: PracticeBook, _ tallies: PersonTallies) -> Measure {
        let parts = Array(
            ranked(book, tallies) { $0.fromThem + $0.signals }.prefix(shownParts))
        return Measure(
            "noticed",
            parts.first.map {
                "\($0.name) turned to you most: \(Counted.text($0.value, "time")) in a year."
            }
                ?? "Nobody is written down as having turned to you.",
            parts: parts.map { ($0.name, $0.value) }, ids: parts.map(\.person),
            why: "touches with direction=in and signals of a year, by person")
    }

    /// How well the people who matter know me.
    static func known(_ book: PracticeBook, _ tallies: PersonTallies) -> Measure {
        let near = book.people.values.filter { ($0.tier ?? .rest) >= .close && !$0.isClosed }
        let scores = near.map { facts in
            (
                person: facts.person, name: facts.name,
                value: PersonScore.knownBy(overlay: facts.overlay, tallies[facts.person]).score
            )
        }.sorted { ($1.value, $0.name, $0.person) < ($0.value, $1.name, $1.person) }
        let unknown = scores.count { $0.value == 0 }
        return Measure(
            "known",
            scores.isEmpty
                ? "Nobody is in focus or close yet."
                : "\(scores.count - unknown) of \(scores.count) in focus or close show that they know you.",
            parts: scores.prefix(shownParts).map { ($0.name, $0.value) },
            ids: scores.prefix(shownParts).map(\.person),
            why: "known= as you said it, else what came from them; `kith prep --why`"
                + (scores.count > shownParts ? "; the first \(shownParts) of \(scores.count)" : ""))
    }

    /// The three mentorships: who guides me, who walks beside me, whom I guide (practice S2-15).
    static func mentoring(_ book: PracticeBook) -> Measure {
        let roles = ["mentor", "peer", "mentee"]
        var people = Dictionary(
            grouping: book.people.values.filter { book.peace(of: $0.person) == nil }
        ) { $0.overlay.text(.relation).lowercased() }.mapValues { Set($0.map(\.person)) }
        for seat in book.open(.goal).flatMap({ book.items(.seat, naming: $0.id) }) {
            guard let person = seat.entity(.person), book.peace(of: person) == nil else { continue }
            people[seat.text(.role), default: []].insert(person)
        }
        let counts = roles.map { (label: $0, value: people[$0]?.count ?? 0) }
        let missing = counts.filter { $0.value == 0 }.map(\.label)
        let named = counts.filter { $0.value > 0 }.map { role in
            let names = (people[role.label] ?? []).map(book.name).sorted().prefix(shownParts)
            return "\(role.label): \(names.joined(separator: ", "))"
        }
        return Measure(
            "mentoring",
            missing.count == roles.count
                ? "No mentor, peer or mentee is written down yet: kith set NAME relation=mentor"
                : missing.isEmpty
                    ? "You have a mentor, a peer and a mentee."
                    : "There is no \(missing.joined(separator: " and no ")) among your people yet.",
            parts: counts,
            why: (["relation= of people, and role= of the seats of open goals"] + named)
                .joined(separator: "; "))
    }

    /// The people whose touches take more than they give, where more is given than comes back.
    static func drain(_ book: PracticeBook, _ tallies: PersonTallies) -> Measure {
        let all = ranked(book, tallies) { $0.given >= $0.received ? $0.drain : 0 }
        return Measure(
            "drain",
            all.isEmpty
                ? "No tie takes more energy than it gives."
                : "\(Counted.text(all.count, "tie takes more than it gives", "ties take more than they give")); rest and retired are no judgement.",
            parts: all.prefix(shownParts).map { ($0.name, $0.value) },
            ids: all.prefix(shownParts).map(\.person),
            why:
                "energy= of the touches of a year where two and more sum up below -1 and you give at least "
                + "what you receive"
                + (all.count > shownParts ? "; the first \(shownParts) of \(all.count)" : ""))
    }

    /// How asks end, by who gave first; each by its weight, as the well counts them (practice S2-2).
    static func asks(_ book: PracticeBook) -> Measure {
        var gave: [EntityID: UInt64] = [:]
        func note(_ person: EntityID, _ at: UInt64) {
            gave[person] = min(gave[person] ?? .max, at)
        }
        for touch in book.items(.touch) where !touch.text(.gave).isEmpty {
            for person in touch.entities(.with) { note(person, touch.instant(.at) ?? 0) }
        }
        for entry in book.items(.entry) where entry.text(.side) == "given" {
            if let person = entry.entity(.person) { note(person, entry.instant(.at) ?? 0) }
        }
        var after = (yes: 0, all: 0)
        var before = (yes: 0, all: 0)
        var count = 0
        for ask in book.items(.entry) where ask.text(.side) == "asked" {
            let isGranted = ask.text(.status) == "yes"
            guard let person = ask.entity(.person), isGranted || ask.text(.status) == "no" else {
                continue
            }
            let weight = ask.number(.weight) ?? 1
            let yes = isGranted ? weight : 0
            count += 1
            if gave[person] ?? .max < ask.instant(.at) ?? 0 {
                after = (after.yes + yes, after.all + weight)
            } else {
                before = (before.yes + yes, before.all + weight)
            }
        }
        return Measure(
            "asks",
            count == 0
                ? "No ask has ended yet."
                : "Yes to \(after.yes) of \(after.all) asked, by weight, where you had given first, "
                    + "to \(before.yes) of \(before.all) where not.",
            parts: [
                ("yes, given first", after.yes), ("no, given first", after.all - after.yes),
                ("yes, not given", before.yes), ("no, not given", before.all - before.yes),
            ],
            why:
                "\(Counted.text(count, "entry", "entries")) side=asked with status yes or no, each by "
                + "weight= (1 unless said); gave= and side=given before")
    }

    /// From a card to a relationship: who was met at events, written to, and met again.
    static func again(_ book: PracticeBook) -> Measure {
        let events = EventFollowing.all(book)
        let met = events.reduce(0) { $0 + $1.met.count }
        let written = events.reduce(0) { $0 + $1.followedUp }
        let again = events.reduce(0) { $0 + $1.again }
        let lines = events.suffix(shownEvents).map {
            "\($0.name): \($0.met.count) met, \($0.again) again"
        }
        return Measure(
            "again",
            met == 0
                ? "No touch names an event yet."
                : "Of \(met) met at events \(written) heard from you within two days, \(again) met again.",
            parts: [("met", met), ("within two days", written), ("again", again)],
            why: (["touches with event=, and those after it with the same people"] + lines)
                .joined(separator: "; "))
    }

    /// Communities on trial: two visits, then a verdict.
    static func trials(_ book: PracticeBook) -> Measure {
        let trials = CommunityTrial.all(book).filter(\.isOpen)
        let ready = trials.filter(\.isReady)
        return Measure(
            "trials",
            trials.isEmpty
                ? "No community is on trial."
                : ready.isEmpty
                    ? "\(trials.count) on trial, two visits each before you judge."
                    : ready.map(\.sentence).joined(separator: " "),
            parts: trials.map { ($0.name, $0.visits) }, ids: trials.map(\.community),
            why:
                "events with community= that are over or that a touch names, and who was new there"
        )
    }

    /// Gatherings named behind a figure: as many as a line shows.
    private static let shownEvents = 3

    /// The people with figures above 0, the highest first.
    private static func ranked(
        _ book: PracticeBook, _ tallies: PersonTallies, _ figure: (PersonTally) -> Int
    ) -> [(person: EntityID, name: String, value: Int)] {
        let found = tallies.people.map {
            (person: $0, name: book.name($0), value: figure(tallies[$0]))
        }.filter { $0.value > 0 && !$0.name.isEmpty }
        return found.sorted {
            ($1.value, $0.name, $0.person) < ($0.value, $1.name, $1.person)
        }
    }
}
