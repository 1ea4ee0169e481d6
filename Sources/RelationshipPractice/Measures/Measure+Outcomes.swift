import ChangeLog
import ContactModel

extension Measure {
    /// How relationships began, and what came of those that began so (practice S0-13).
    static func origin(_ book: PracticeBook) -> Measure {
        func origin(_ person: EntityID) -> String {
            book.people[person]?.overlay.text(.metHow) ?? ""
        }
        let origins = counts(book.people.keys.map(origin))
        let outcomes = counts(
            book.items(.outcome).flatMap { Set($0.entities(.via).map(origin)) })
        let most = origins.prefix { $0.value == origins.first?.value }.map(\.label)
        return Measure(
            "origin",
            most.isEmpty
                ? "No origin is written down yet."
                : most.count == 1
                    ? "Most began by: \(most[0])."
                    : "As many began by \(most.joined(separator: " as by ")).",
            parts: origins,
            why: (["met-how= of people"]
                + (outcomes.isEmpty
                    ? []
                    : [
                        "outcomes through them: "
                            + outcomes.map { "\($0.label) \($0.value)" }.joined(separator: ", ")
                    ]))
                .joined(separator: "; "))
    }

    /// Where people stand, from spotted to ally.
    static func stages(_ book: PracticeBook) -> Measure {
        let order = ["spotted", "studied", "reached", "met", "regular", "ally", "retired"]
        let stages = book.people.values.map { $0.overlay.text(.stage) }
        return Measure(
            "stages",
            stages.allSatisfy(\.isEmpty)
                ? "No stage is written down yet: kith set NAME stage=met"
                : "From spotted to ally: where people stand.",
            parts: order.map { stage in (stage, stages.count { $0 == stage }) },
            why: "stage= of people")
    }

    /// How different two people are likely to be, in what was said of them.
    static func diversity(_ book: PracticeBook) -> Measure {
        let parts = [FieldName.field, .country, .generation, .seniority].compactMap { attribute in
            unlikeness(book.people.values.map { $0.overlay.text(attribute) }).map {
                (label: attribute.rawValue, value: $0)
            }
        }
        return Measure(
            "diversity",
            parts.first.map {
                "Two of your people differ in \($0.label) in \($0.value) of 100 cases."
            } ?? "No field is written down for two people yet.",
            parts: parts,
            why:
                "field=, country=, generation= and seniority= of people, as you wrote them, never "
                + "guessed; Simpson's index (E. H. Simpson, 1949)"
        )
    }

    /// Simpson's index: the chance in 100 that two texts differ; nil of fewer than two.
    private static func unlikeness(_ texts: [String]) -> Int? {
        let said = texts.map { FoldedText.words($0).joined(separator: " ") }.filter { !$0.isEmpty }
        guard said.count > 1 else { return nil }
        let pairs = said.count * (said.count - 1)
        let same = counts(said).reduce(0) { $0 + $1.value * ($1.value - 1) }
        return share(pairs - same, of: pairs)
    }

    /// How often each text comes but for capitals, as `diversity` tells texts apart; each as it is
    /// written most often.
    static func foldedCounts(_ texts: [String]) -> [(label: String, value: Int)] {
        let groups = Dictionary(grouping: texts) { FoldedText.words($0).joined(separator: " ") }
        return groups.filter { !$0.key.isEmpty }.values.map { texts in
            (label: counts(texts).first?.label ?? "", value: texts.count)
        }.sorted { ($1.value, $0.label) < ($0.value, $1.label) }
    }

    /// Who began the touches.
    static func proactive(_ book: PracticeBook) -> Measure {
        let touches = book.touches().filter { !$0.item.text(.direction).isEmpty }
        let mine = touches.count(where: \.isOutgoing)
        let theirs = touches.count { $0.item.text(.direction) == "in" }
        return Measure(
            "proactive",
            touches.isEmpty
                ? "No touch says yet who began it."
                : "\(share(mine, of: touches.count)) % of touches that say who began, began with you.",
            parts: [
                ("from me", mine), ("from both", touches.count - mine - theirs),
                ("from them", theirs),
            ],
            why: "direction= of the touches of a year; before you are in need")
    }

    /// Weeks that energy and minutes are summed over (practice S4-5).
    ///
    /// Our choice: four, so that one hard week is no trend and a month that exhausts is seen.
    static let energyWeeks = 4
    /// Quarters of the trend: five years, as `--since 5y` of practice S4-25 has it.
    private static let trendQuarters = 5 * 4

    /// The energy that the last four weeks took and gave, against the budget.
    static func energy(_ book: PracticeBook) -> Measure {
        let touches = book.touches(lastDays: energyWeeks * DayCount.week)
        let energies = touches.compactMap { $0.item.number(.energy) }
        let sum = energies.reduce(0, +)
        let days = book.today.adding(days: 1 - energyWeeks * DayCount.week)...book.today
        let minutes =
            touches.reduce(0) { $0 + $1.minutes }
            + GatheringMinutes.untold(of: book.items(.event), touches, on: days)
        let budget = book.items(.me).compactMap { $0.number(.budget) }.first
        var sentence =
            sum == 0
            ? "The last four weeks took as much as they gave."
            : sum < 0
                ? "The last four weeks took more than they gave."
                : "The last four weeks gave energy."
        if energies.isEmpty { sentence = "No energy is written down for the last four weeks." }
        if let budget { sentence += " \(minutes / weeks(of: book)) of \(budget) minutes a week." }
        return Measure(
            "energy", sentence,
            parts: Touch.energies.map { value in ("\(value)", energies.count { $0 == value }) },
            why:
                "energy= and minutes, with the hours of gatherings, of \(energyWeeks * DayCount.week) days, against budget= of `kith items me`"
        )
    }

    /// How many weeks minutes are parted into: all four, or those since the first touch.
    private static func weeks(of book: PracticeBook) -> Int {
        let first = book.items(.touch).lazy.map { Touch($0).milliseconds }.min()
        let days = first.map { book.today.days(since: book.day(of: $0)) } ?? 0
        return min(max(0, days) / DayCount.week + 1, energyWeeks)
    }

    /// The outcomes of relationships.
    static func impact(_ book: PracticeBook) -> Measure {
        let outcomes = book.items(.outcome)
        let high = outcomes.count { $0.text(.value) == "high" }
        return Measure(
            "impact",
            outcomes.isEmpty
                ? "No outcome is written down yet."
                : "\(outcomes.count) outcome\(outcomes.count == 1 ? "" : "s"), \(high) of high value.",
            parts: counts(outcomes.map { $0.text(.type) }),
            why: (["items of the kind outcome"] + origins(of: outcomes, book))
                .joined(separator: "; "))
    }

    /// Outcomes by year, and through whom most came.
    private static func origins(of outcomes: [Item], _ book: PracticeBook) -> [String] {
        let years = outcomes.compactMap { $0.instant(.at) }.map {
            "\(book.day(of: $0).parts.year)"
        }
        let people = counts(outcomes.flatMap { $0.entities(.via) }.map(book.name))
        let parts = [
            ("by year", counts(years).sorted { $0.label < $1.label }),
            ("through", Array(people.prefix(shownParts))),
        ]
        return parts.filter { !$0.1.isEmpty }.map { title, counts in
            "\(title): " + counts.map { "\($0.label) \($0.value)" }.joined(separator: ", ")
        }
    }

    /// Signs of standing.
    static func reputation(_ book: PracticeBook) -> Measure {
        let signals = book.items(.signal)
        let recent = signals.filter {
            $0.instant(.at).map {
                book.today.days(since: book.day(of: $0)) < PersonTally.recentDays
            } ?? false
        }
        let signs = recent.count == 1 ? "1 sign" : "\(recent.count) signs"
        let earlier = signals.count - recent.count
        return Measure(
            "reputation",
            signals.isEmpty
                ? "No sign of standing is written down yet: kith new signal \"…\" type=invited"
                : "\(signs) of standing within a year"
                    + (earlier > 0 ? ", \(earlier) before it." : "."),
            parts: counts(recent.map { $0.text(.type) }),
            why: "items of the kind signal, those of the last year drawn")
    }

    /// Quarters, over years: no daily streaks (practice S0-8, S4-25).
    static func trend(_ book: PracticeBook) -> Measure {
        var quarters: [Int: Int] = [:]
        for item in book.items(.touch) where Touch(item).isReal {
            let parts = book.day(of: item.instant(.at) ?? 0).parts
            quarters[quarter(parts.year, parts.month), default: 0] += 1
        }
        // A quarter without a touch is a part too, up to today's: a gap says something.
        let now = book.today.parts
        let last = max(quarters.keys.max() ?? 0, quarter(now.year, now.month))
        let first = max(quarters.keys.min() ?? 1, last - trendQuarters + 1)
        return Measure(
            "trend",
            quarters.isEmpty
                ? "No touch that counts is written down yet." : "Touches that count, by quarter.",
            parts: quarters.isEmpty
                ? []
                : stride(from: first, through: last, by: 1).map {
                    ("\($0 / 4) Q\($0 % 4 + 1)", quarters[$0] ?? 0)
                },
            why: "touches of depth 1 and more, but for attempts without an answer")
    }

    /// The quarters since the year 0.
    private static func quarter(_ year: Int, _ month: Int) -> Int { year * 4 + (month - 1) / 3 }
}
