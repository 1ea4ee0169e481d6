import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith review`.
struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Look back at the week or the quarter, and ahead, in a few questions.",
        discussion: """
            Shows what happened and what asks for a look (`kith doctor --practice` has all of \
            it), then asks, each question with what it is about; an empty answer skips one. The \
            answers are kept as an item of the kind review; why you want to know a target becomes \
            its why, and the brave step a step.

            Examples:
              kith review
              kith review --quarter
              kith review --json
            """)

    @Flag(name: .long, help: "The last three months instead of the last week.")
    var quarter = false

    @Flag(name: .long, help: "Print what happened as JSON, and ask nothing.")
    var json = false

    func run() throws {
        // Answers take their time: nothing is locked before they are written.
        let replica = try Replica.reading()
        let (book, look) = try waiting {
            let book = try PracticeBook.read(replica)
            return (book, LookBack(book, days: quarter ? DayCount.quarter : DayCount.week))
        }
        let back = try replica.tierCandidates(today: book.today).candidates.count {
            $0.parkedUntil != nil
        }
        guard !json else {
            JSONOutput.write(
                members(of: look, book, back: back) + [
                    ("questions", .array(try questions(book, replica).map(Self.json)))
                ] + (quarter ? QuarterSurvey(book).members : []))
            return
        }
        summary(look, book)
        if back > 0 {
            let people = Counted.text(back, "person is", "people are")
            Terminal.tell("  \(people) back from being parked: kith stocktake\n")
        }
        guard Terminal.isErrorTerminal else {
            Terminal.note("Answers are asked for on a terminal.")
            return
        }
        let answers = ask(try waiting { try questions(book, replica) })
        let ratings = quarter ? QuarterSurvey(book).ask(replica) : []
        try keep(answers, ratings, replica)
    }

    private func waiting<Result>(_ body: () throws -> Result) rethrows -> Result {
        try ProgressBar.during("Looking back …", isShown: !json, body)
    }

    private func questions(_ book: PracticeBook, _ replica: Replica) throws -> [ReviewQuestion] {
        guard !quarter else { return ReviewQuestion.quarter(book) }
        let due = try PracticeDay(replica, limit: Self.shownConcerns).due.contacts
        return ReviewQuestion.week(book, due: due.map(\.name))
    }

    /// Asks one question after another, with what it is about, until the input ends.
    private func ask(_ questions: [ReviewQuestion]) -> [Answer] {
        Terminal.ask(
            Style.faint(
                "\n\(Counted.text(questions.count, "question")): Enter leaves one out, Ctrl-D ends; "
                    + "what you answered is kept.") + "\n")
        var answers: [Answer] = []
        for question in questions {
            Terminal.ask("\n\(TerminalText.visible(question.text))\n")
            for line in question.about {
                Terminal.ask(Style.faint("  \(TerminalText.visible(line))") + "\n")
            }
            Terminal.ask("> ")
            guard let answer = readLine() else { break }
            if !answer.allSatisfy(\.isWhitespace) { answers.append((question, answer)) }
        }
        return answers
    }

    private typealias Answer = (question: ReviewQuestion, answer: String)

    private func keep(
        _ answers: [Answer], _ ratings: [ItemDraft], _ replica: Replica
    ) throws {
        guard !answers.isEmpty || !ratings.isEmpty else { return }
        var draft = ItemDraft(id: replica.newItemID(), kind: .review)
        let texts = answers.map { "\($0.question.text)\n\($0.answer)" }
        draft.set(.text, text: texts.joined(separator: "\n\n"))
        draft.set(.at, instant: LocalTime.now)
        draft.set(.type, text: quarter ? "quarter" : "week")
        let made = answers.compactMap { self.draft(of: $0, replica) }
        try Replica.writing().write(
            "review", (answers.isEmpty ? [] : [draft]) + ratings + made)
        Terminal.tell("\nKept. `kith items reviews --all` shows them.\n")
    }

    /// The item made of an answer: the why of a target, or the brave step of the week or quarter,
    /// on the screen of each day until it is done.
    private func draft(of answer: Answer, _ replica: Replica) -> ItemDraft? {
        switch answer.question.use {
        case .none: return nil
        case .why(let target):
            var draft = ItemDraft(id: target, kind: .target)
            draft.set(.why, text: answer.answer)
            return draft
        case .step:
            var step = ItemDraft(id: replica.newItemID(), kind: .step)
            let days = quarter ? DayCount.quarter : DayCount.week
            step.set(.text, text: answer.answer)
            step.set(.by, text: LocalTime.today.adding(days: days).description)
            return step
        }
    }

    private static func json(_ question: ReviewQuestion) -> JSONValue {
        .object([("question", .text(question.text)), ("about", .texts(question.about))])
    }

    private func summary(_ look: LookBack, _ book: PracticeBook) {
        Terminal.tell(Style.strong(quarter ? "The last quarter" : "The last week") + "\n")
        Terminal.tell("  \(look.sentence)\n")
        if !quarter { showPace(WeekPace(book)) }
        if quarter { QuarterSurvey(book).tell() }
        for goal in look.goals {
            Terminal.tell(
                "  goal: \(TerminalText.visible(goal.text)): "
                    + "\(Counted.text(goal.touchCount, "touch", "touches"))"
                    + (goal.overdueSince.map { Style.warning(", overdue since \($0)") } ?? "")
                    + "\n")
        }
        if !look.aimlessTargets.isEmpty {
            let names = look.aimlessTargets.prefix(Self.shownConcerns).joined(separator: ", ")
            let more = look.aimlessTargets.count > Self.shownConcerns ? " …" : ""
            Terminal.tell(
                "  \(Counted.text(look.aimlessTargets.count, "target")) without a next step: "
                    + "\(TerminalText.visible(names))\(more) (kith set TARGET next=…)\n")
        }
        Terminal.tell(
            Style.strong("Over a longer time")
                + Style.faint(" (kith stats --why says of which)") + "\n")
        for measure in look.measures {
            Terminal.tell("  \(TerminalText.visible(measure.sentence))\n")
        }
        // Goals whose day has passed stand above.
        let concerns = Concern.all(in: book).filter { $0.subject != .goal }
        guard !concerns.isEmpty else { return }
        Terminal.tell(Style.strong("To look at") + "\n")
        for concern in concerns.prefix(Self.shownConcerns) {
            Terminal.tell("  " + ConcernText.line(concern).replacing("\n  ", with: "\n    "))
        }
        let more = concerns.count - Self.shownConcerns
        if more > 0 { Terminal.tell(Style.faint("  \(more) more: kith doctor --practice\n")) }
    }

    private func members(
        of look: LookBack, _ book: PracticeBook, back: Int
    ) -> [(key: String, value: JSONValue)] {
        let goals = look.goals.map { goal in
            JSONValue.object([
                ("id", .text(goal.id.description)), ("text", .text(goal.text)),
                ("touches", .integer(Int64(goal.touchCount))),
                ("overdue_since", .optional(goal.overdueSince?.description)),
            ])
        }
        let measures = look.measures.map { measure in
            JSONValue.object([
                ("name", .text(measure.name)), ("sentence", .text(measure.sentence)),
            ])
        }
        return [
            ("days", .integer(Int64(look.days))), ("touches", .integer(Int64(look.touchCount))),
            ("people", .integer(Int64(look.peopleCount))),
            ("minutes", .integer(Int64(look.minutes))),
            ("pace", quarter ? .null : .text(WeekPace(book).sentence)),
            ("measures", .array(measures)), ("goals", .array(goals)),
            ("targets_without_step", .integer(Int64(look.aimlessTargets.count))),
            ("targets_to_think_of", .texts(look.aimlessTargets)),
            ("back_from_parked", .integer(Int64(back))),
            ("concerns", .array(Concern.all(in: book).map(ConcernText.json))),
        ]
    }

    /// Enough, too little, too much: said, and held against nobody (practice S0-8, S4-5).
    private func showPace(_ pace: WeekPace) {
        Terminal.tell("  \(pace.sentence) \(Style.faint("(\(pace.rule))"))\n")
    }

    /// As many as a week can mend: our choice; `kith doctor --practice` has all of them (S0-21).
    private static let shownConcerns = 5
}
