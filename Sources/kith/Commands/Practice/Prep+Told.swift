import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The notes about somebody, as `kith prep` shows them.
extension Prep {
    /// Talks, promises, what comes next, what is known, and what they need.
    func told(of details: PersonDetails, _ book: PracticeBook) -> [PrepSection] {
        let person = details.summary.id
        func named(_ items: [Item]) -> [Item] { items.filter { $0.entity(.person) == person } }
        let touches = book.touches(with: person).suffix(3).reversed().map {
            (text: book.line(of: $0), id: $0.item.id as EntityID?)
        }
        let topics = lines(named(book.open(.topic))) {
            $0.text(.text) + (Self.turns[$0.text(.turn)] ?? "")
        }
        return [
            PrepSection("Before the first approach", approach(book, details)),
            PrepSection("What for", purposes(book, person)),
            PrepSection("Your turn", answers(book, person)),
            PrepSection("Last touches", touches),
            PrepSection("You promised", promises(book, person, "mine")),
            PrepSection("Promised to you", promises(book, person, "theirs")),
            PrepSection("Next step", nextSteps(named(book.open(.target)))),
            PrepSection("Come back to", comeBack(book, person)),
            PrepSection(
                "Bring together",
                OpenIntroduction.all(in: book).map { ($0.sentence(book.name), $0.item.id) }),
            PrepSection("Learned", learned(book, person)),
            PrepSection("Looked up", lines(named(book.items(.research)), with: .source)),
            PrepSection("They write at", lines(named(book.items(.feed)), with: .url)),
            PrepSection("Needs", needs(named(book.open(.need)), book)),
            PrepSection("Topics", topics),
        ]
    }

    private static let turns = ["mine": " (your turn)", "theirs": " (their turn)"]

    /// The sections that are of no use once somebody cannot be met any more (practice S1-37).
    static let ofTheLiving: Set<String> = [
        "Before the first approach", "What for", "Your turn", "Next step", "Come back to",
        "Bring together", "They write at", "Needs", "Topics", "For your goals", "Reached best",
    ]

    /// For which goal I want to know somebody, why, and what I bring: also once we have met (practice
    /// S2-4, S2-5); until then the list of the first approach has why and offer.
    private func purposes(_ book: PracticeBook, _ person: EntityID) -> [PrepSection.Line] {
        let isApproached = FirstApproach(to: person, in: book) != nil
        return book.open(.target).filter { $0.entity(.person) == person }.flatMap { target in
            let goal = book.items(.goal).first { $0.id == target.entity(.goal) }?.text(.text) ?? ""
            let parts = [
                ("goal", goal), ("why", isApproached ? "" : target.text(.why)),
                ("you bring", isApproached ? "" : target.text(.offer)),
            ]
            return parts.filter { !$0.1.isEmpty }.map { ("\($0.0): \($0.1)", target.id) }
        }
    }

    /// The message they wrote last, if it waits for a word of mine (practice S1-13).
    private func answers(_ book: PracticeBook, _ person: EntityID) -> [PrepSection.Line] {
        AnswerDue.all(in: book.touches(with: person), today: book.today, dayOf: book.day) { $0 }
            .filter { $0.person == person }.map { due in
                let words = due.words.isEmpty ? "" : ": \(due.words)"
                return ("they wrote on \(due.day)\(words)", due.touch.item.id)
            }
    }

    /// The needs of the person, with what each is when it is no plain need, where I know it from and
    /// since when, and my offer that meets it (practice S1-14, S2-14, S1-37).
    private func needs(_ needs: [Item], _ book: PracticeBook) -> [PrepSection.Line] {
        let mine = Dictionary(
            HelpRadar.matches(in: book).filter { $0.helper == nil }.map { ($0.need, $0.answer) },
            uniquingKeysWith: { first, _ in first })
        return lines(needs) { need in
            let type = need.text(.type) == "need" ? "" : need.text(.type)
            let since = need.instant(.at).map { "since \(book.day(of: $0))" } ?? ""
            let facts = [type, need.text(.source), since, mine[need.id] ?? ""]
                .filter { !$0.isEmpty }
            return need.text(.text) + (facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")
        }
    }

    /// The ledger, and how close somebody is.
    func figures(of person: EntityID, _ book: PracticeBook) -> [PrepSection] {
        let closeness = book.closeness(to: person)
        return [
            PrepSection("Ledger", [Balance(with: person, in: book).sentence]),
            PrepSection(
                "Closeness",
                PersonFigures.lines(closeness.score, closeness.reasons, why: why)),
        ]
    }

    private func lines(_ items: [Item], _ text: (Item) -> String) -> [PrepSection.Line] {
        items.map { (text($0), $0.id) }.filter { !$0.text.isEmpty }
    }

    /// The words of items, and in brackets where they are from.
    private func lines(_ items: [Item], with field: FieldName) -> [PrepSection.Line] {
        lines(items) { item in
            let (text, more) = (item.text(.text), item.text(field))
            return text.isEmpty || more.isEmpty ? text + more : "\(text) (\(more))"
        }
    }

    /// The facts to find out first (practice S1-15).
    private func approach(_ book: PracticeBook, _ details: PersonDetails) -> [String] {
        let address = details.view.emails.first?.value ?? details.view.phones.first?.value
        let lines =
            FirstApproach(to: details.summary.id, in: book, address: address)?.lines ?? []
        return lines.map { "\($0.isDone ? "known" : "open ")  \($0.text): \($0.how)" }
    }

    /// The next steps with somebody by targets, met or not (practice S3-19).
    private func nextSteps(_ targets: [Item]) -> [PrepSection.Line] {
        lines(targets.filter { !NextStep.words(of: $0).isEmpty }) { target in
            [NextStep.words(of: target), NextStep.day(of: target)].filter { !$0.isEmpty }
                .joined(separator: ", by ")
        }
    }

    /// Follow-ups and steps that are open with somebody.
    private func comeBack(_ book: PracticeBook, _ person: EntityID) -> [PrepSection.Line] {
        func named(_ items: [Item]) -> [Item] { items.filter { $0.entity(.person) == person } }
        let brought = lines(named(book.open(.opportunity))) { item in
            let type = item.text(.type).isEmpty ? "" : " (\(item.text(.type)))"
            return "they brought: \(item.text(.text))\(type)"
        }
        let asks = named(book.items(.entry)).filter {
            $0.text(.side) == "asked" && ["", "open"].contains($0.text(.status))
        }
        let asked = lines(asks) { "you asked for: \($0.text(.text))" }
        return lines(named(book.open(.followup) + book.open(.step))) {
            [$0.text(.text), $0.text(.by)].filter { !$0.isEmpty }.joined(separator: ", by ")
        } + brought + asked
    }

    /// The lessons from somebody, the latest first.
    private func learned(_ book: PracticeBook, _ person: EntityID) -> [PrepSection.Line] {
        var seen: Set<String> = []
        return book.touches(with: person).reversed().map {
            (text: $0.item.text(.learned), id: $0.item.id as EntityID?)
        }.filter { !$0.text.isEmpty && seen.insert($0.text).inserted }.prefix(3).map { $0 }
    }

    /// Those that are open, and those that were not kept.
    private func promises(
        _ book: PracticeBook, _ person: EntityID, _ side: String
    ) -> [PrepSection.Line] {
        let promises = book.items(.promise).filter {
            let own = $0.text(.side).isEmpty ? "mine" : $0.text(.side)
            return $0.entity(.person) == person && own == side
                && ["", "open", "broken"].contains($0.text(.status))
        }
        return lines(promises) { promise in
            let by = promise.text(.by)
            let isLate = CivilDay(by).map { $0 < book.today } ?? false
            let when =
                promise.text(.status) == "broken"
                ? ", not kept" : by.isEmpty ? "" : isLate ? ", overdue since \(by)" : ", by \(by)"
            return promise.text(.text) + when
        }
    }
}
