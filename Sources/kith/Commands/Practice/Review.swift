import ArgumentParser
import ChangeLog
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
            it), then asks; an empty answer skips a question. The answers are kept as an item of \
            the kind review.

            Examples:
              kith review
              kith review --quarter
            """)

    @Flag(name: .long, help: "The last three months instead of the last week.")
    var quarter = false

    /// "Do not hesitate to speak up, ask or propose" (practice S1-24); the answer is a next step.
    private static let bravery = "What will you dare this week that you have put off?"
    private static let weekQuestions = [
        "What gave you energy, what took it?", "Whom did you help, and whom could you?",
        "What did you learn from somebody?", "Which promise comes first?",
        "Whom will you be in touch with next week, and why?", bravery,
    ]
    private static let quarterQuestions = [
        "Are the goals still yours? What changed?", "Why do you want to know your targets?",
        "Which tie went quiet that should not?", "What came of your relationships?",
        "What will you stop doing?", "What is the one brave step of the next quarter?",
    ]

    func run() throws {
        // Answers take their time: nothing is locked before they are written.
        let replica = try Replica.reading()
        let book = try PracticeBook.read(replica)
        summary(book)
        let back = try replica.tierCandidates(today: book.today).candidates.count {
            $0.parkedUntil != nil
        }
        if back > 0 {
            let people = Counted.text(back, "person is", "people are")
            Terminal.write("  \(people) back from being parked: kith stocktake\n")
        }
        guard Terminal.isErrorTerminal else {
            Terminal.note("Answers are asked for on a terminal.")
            return
        }
        var answers: [String] = []
        var dared = ""
        for question in quarter ? Self.quarterQuestions : Self.weekQuestions {
            Terminal.writeError("\n\(question)\n> ")
            guard let answer = readLine() else { break }
            if !answer.allSatisfy(\.isWhitespace) {
                answers.append("\(question)\n\(answer)")
                if question == Self.bravery { dared = answer }
            }
        }
        let ratings = quarter ? QuarterSurvey(book).ask(replica) : []
        guard !answers.isEmpty || !ratings.isEmpty else { return }
        var draft = ItemDraft(id: replica.newItemID(), kind: EntityKind(rawValue: "review"))
        draft.set("text", text: answers.joined(separator: "\n\n"))
        draft.set("at", instant: LocalTime.now)
        draft.set("type", text: quarter ? "quarter" : "week")
        try Replica.writing().write(
            "review", (answers.isEmpty ? [] : [draft]) + ratings + Self.steps(dared, replica))
        Terminal.write("\nKept. `kith items reviews --all` shows them.\n")
    }

    /// The brave step of the week, on the screen of each day until it is done.
    private static func steps(_ dared: String, _ replica: Replica) -> [ItemDraft] {
        guard !dared.isEmpty else { return [] }
        var step = ItemDraft(id: replica.newItemID(), kind: EntityKind(rawValue: "step"))
        step.set("text", text: dared)
        step.set("by", text: LocalTime.today.adding(days: DayCount.week).description)
        return [step]
    }

    private func summary(_ book: PracticeBook) {
        let days = quarter ? DayCount.quarter : DayCount.week
        let touches = book.touches(lastDays: days)
        let people = Set(touches.flatMap { $0.item.entities("with") })
        let minutes = touches.reduce(0) { $0 + $1.minutes }
        Terminal.write(Style.strong(quarter ? "The last quarter" : "The last week") + "\n")
        Terminal.write(
            "  \(Counted.text(touches.count, "touch", "touches")) with "
                + "\(Counted.text(people.count, "person", "people")), \(minutes) minutes\n")
        if !quarter { showPace(WeekPace(book)) }
        if quarter { QuarterSurvey(book).tell() }
        for measure in Measure.all(book)
        where ["well", "promises", "balance", "energy", "purpose"].contains(measure.name) {
            Terminal.write("  \(measure.sentence)\n")
        }
        for goal in book.open("goal") {
            let served = touches.count { $0.item.entity("goal") == goal.id }
            Terminal.write(
                "  goal: \(TerminalText.visible(goal.text("text"))): "
                    + "\(Counted.text(served, "touch", "touches"))\n")
        }
        let missing = book.open("target").filter {
            $0.text("status") == "active" && $0.text("next").isEmpty
        }
        if !missing.isEmpty {
            Terminal.write("  \(Counted.text(missing.count, "target")) without a next step\n")
        }
        let concerns = Concern.all(in: book)
        guard !concerns.isEmpty else { return }
        Terminal.write(Style.strong("To look at") + "\n")
        for concern in concerns.prefix(Self.shownConcerns) {
            Terminal.write("  " + ConcernText.line(concern).replacing("\n  ", with: "\n    "))
        }
        let more = concerns.count - Self.shownConcerns
        if more > 0 { Terminal.write(Style.faint("  \(more) more: kith doctor --practice\n")) }
    }

    /// Enough, too little, too much: said, and held against nobody (practice S0-8, S4-5).
    private func showPace(_ pace: WeekPace) {
        Terminal.write("  \(pace.sentence) \(Style.faint("(\(pace.rule))"))\n")
    }

    /// As many as a week can mend: our choice; `kith doctor --practice` has all of them (S0-21).
    private static let shownConcerns = 5
}
