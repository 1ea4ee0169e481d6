package import ChangeLog
import ContactModel

/// A question of the review, with what it asks about: nobody answers well what they do not see
/// (practice S0-4, S2-5).
package struct ReviewQuestion: Hashable, Sendable {
    /// The use made of an answer beside the review itself.
    package enum Use: Hashable, Sendable {
        case none
        /// It is the new why of a target.
        case why(target: EntityID)
        /// It is the next step: the brave one (practice S1-24).
        case step
    }

    package let text: String
    /// The matters it asks about, a line each; empty when nothing is written down of them.
    package let about: [String]
    package let use: Use

    init(_ text: String, about: [String] = [], use: Use = .none) {
        self.text = text
        let more = about.count - Self.shownLines
        self.about = Array(about.prefix(Self.shownLines)) + (more > 0 ? ["and \(more) more"] : [])
        self.use = use
    }

    /// As many lines as stay in sight above an answer.
    private static let shownLines = 5

    /// The questions of a week.
    ///
    /// - Parameters:
    ///   - book: What was written down.
    ///   - due: The names of those with whom it is time to be in touch.
    /// - Returns: In the order they are asked.
    package static func week(_ book: PracticeBook, due: [String]) -> [ReviewQuestion] {
        let touches = book.touches(lastDays: DayCount.week)
        return [
            ReviewQuestion("What gave you energy, what took it?", about: energies(touches, book)),
            ReviewQuestion(
                "Whom did you help, and whom could you?",
                about: said(.gave, in: touches, book).map { "gave \($0)" }
                    + HelpRadar.matches(in: book).map { "\($0.name) \($0.needPhrase)" }),
            ReviewQuestion(
                "What did you learn from somebody?", about: said(.learned, in: touches, book)),
            ReviewQuestion("Which promise comes first?", about: promises(book)),
            ReviewQuestion(
                "Whom will you be in touch with next week, and why?",
                about: due.map { "due: \($0)" } + waiting(book)),
            ReviewQuestion(
                "What will you dare this week that you have put off?", about: openSteps(book),
                use: .step),
        ]
    }

    /// The questions of a quarter; each target in work is asked about by itself.
    package static func quarter(_ book: PracticeBook) -> [ReviewQuestion] {
        let goals = book.open(.goal).map { goal in
            let why = goal.text(.why).isEmpty ? "why is not said" : goal.text(.why)
            let by = goal.text(.by).isEmpty ? "" : ", by \(goal.text(.by))"
            return "\(goal.text(.text))\(by): \(why)"
        }
        let outcomes = book.items(.outcome).filter { outcome in
            outcome.instant(.at).map {
                book.today.days(since: book.day(of: $0)) < DayCount.quarter
            } ?? false
        }
        let draining = Concern.all(in: book).filter { $0.subject == .drain }.map(\.sentence)
        return [ReviewQuestion("Are the goals still yours? What changed?", about: goals)]
            + areas(book) + targets(book) + [
                ReviewQuestion(
                    "Which tie went quiet that should not?",
                    about: DormantTie.all(in: book).map { "\($0.name): \($0.reasons.first ?? "")" }),
                ReviewQuestion(
                    "What came of your relationships?",
                    about: outcomes.map { outcome in
                        let via = outcome.entities(.via).map(book.name).joined(separator: ", ")
                        return outcome.text(.text) + (via.isEmpty ? "" : ", through \(via)")
                    }),
                ReviewQuestion("What will you stop doing?", about: draining),
                ReviewQuestion(
                    "What is the one brave step of the next quarter?", about: openSteps(book),
                    use: .step),
            ]
    }

    /// Why one wants to know somebody is asked again (practice S2-5); not of who is left in peace.
    private static func targets(_ book: PracticeBook) -> [ReviewQuestion] {
        book.open(.target).filter { target in
            target.entity(.person).map { book.peace(of: $0) == nil && !book.isGone($0) } ?? true
        }.prefix(shownLines).map { target in
            let person = target.entity(.person).map(book.name) ?? ""
            let title = target.text(.text)
            let name = person.isEmpty || person == title ? title : "\(person) (\(title))"
            let goal = book.items(.goal).first { $0.id == target.entity(.goal) }
            let why = target.text(.why)
            return ReviewQuestion(
                "Why do you want to know \(name)?",
                about: [why.isEmpty ? "not said so far" : "so far: \(why)"]
                    + (goal.map { ["for: \($0.text(.text))"] } ?? []),
                use: .why(target: target.id))
        }
    }

    private static func energies(_ touches: [Touch], _ book: PracticeBook) -> [String] {
        touches.compactMap { touch in
            guard let energy = touch.item.number(.energy, in: Touch.energies), energy != 0 else {
                return nil
            }
            let who = touch.item.entities(.with).map(book.name).joined(separator: ", ")
            return "\(energy > 0 ? "+" : "−")\(abs(energy)) \(touch.type) with \(who)"
        }
    }

    private static func said(
        _ field: FieldName, in touches: [Touch], _ book: PracticeBook
    ) -> [String] {
        touches.filter { !$0.item.text(field).isEmpty }.map { touch in
            let who = touch.item.entities(.with).map(book.name).joined(separator: ", ")
            return "\(touch.item.text(field)) (\(who))"
        }
    }

    private static func promises(_ book: PracticeBook) -> [String] {
        book.open(.promise).filter {
            $0.text(.side) != "theirs" && !($0.entity(.person).map(book.isGone) ?? false)
        }
        .sorted { ($0.text(.by), $0.id) < ($1.text(.by), $1.id) }.map { promise in
            let who = promise.entity(.person).map { ", to \(book.name($0))" } ?? ""
            let by = promise.text(.by).isEmpty ? "" : ", by \(promise.text(.by))"
            return promise.text(.text) + who + by
        }
    }

    /// The matters that wait for a word with somebody: my turn in a talk, what they brought, what I
    /// asked for (practice S1-13, S1-21, S3-16).
    private static func waiting(_ book: PracticeBook) -> [String] {
        func lines(_ kind: EntityKind, _ title: String, _ isFit: (Item) -> Bool) -> [String] {
            book.open(kind).filter(isFit).compactMap { item in
                guard let person = item.entity(.person), book.peace(of: person) == nil,
                    !book.isGone(person)
                else { return nil }
                return "\(title): \(item.text(.text)), with \(book.name(person))"
            }
        }
        return lines(.topic, "your turn") { $0.text(.turn) == "mine" }
            + lines(.opportunity, "open") { _ in true }
            + lines(.entry, "you asked") {
                $0.text(.side) == "asked" && ["", "open"].contains($0.text(.status))
            }
    }

    private static func openSteps(_ book: PracticeBook) -> [String] {
        NextStep.sorted(book.open(.step)).map { "still open: \($0.text(.text))" }
    }
}
