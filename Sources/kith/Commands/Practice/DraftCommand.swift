import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith draft`.
struct DraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Print words to begin a message with; kith sends nothing.",
        discussion: """
            hello, followup, ask, thanks or news, of a goal; made of your last talk, needs, promises and what you \
            received, never of what you think of somebody. Gaps to fill stand in [brackets]. \
            --for says what you ask for, or set out to do. The same words for more than \
            \(MessageDraft.maximumAlike) people are refused: nobody would feel meant.

            Examples:
              kith draft hello ada
              kith draft ask ada --for "a word with the harbour master"
              kith draft thanks ada bob --why
              kith draft news ada --for "to lead a lab by 2029"
            """)

    @Argument(help: "hello, followup, ask, thanks or news.")
    var purpose: MessageDraft.Purpose

    @Argument(help: "To whom; @name is a saved search.", completion: CompletedWords.people.kind)
    var people: [String]

    @Option(name: .customLong("for"), help: "What you ask for, or set out to do.")
    var wish = ""

    @Flag(name: .long, help: "Name the touches and items that the words come from.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let people = try replica.people(named: people)
        let book = try PracticeBook.read(replica, about: people.map(\.id), with: [.me])
        for person in people {
            // The book knows only those of whom something was written down.
            switch try replica.rhythmFacts(ofAnyCard: person.id)?.peace(on: book.today) {
            case .died(let day):
                throw CommandError(exit: .refused, sentence: "\(person.name) died (\(day)).")
            case .saidNo:
                throw CommandError(
                    exit: .refused,
                    sentence: "\(person.name) said no; that is final until you lift it "
                        + "(kith set … boundary=).")
            case .retired, .muted, nil: continue
            }
        }
        let drafts = people.map { person in
            MessageDraft(purpose, to: person.id, wish: wish, name: person.name, in: book)
        }
        let alike = MessageDraft.alike(drafts)
        guard alike.isEmpty else {
            throw CommandError(
                exit: .refused,
                sentence: "The same words for \(alike.count) people: nothing of their own is known "
                    + "of \(alike.prefix(3).map(\.name).joined(separator: ", ")) … Write to those "
                    + "you have something to say to.")
        }
        if output.json {
            JSONOutput.write([("drafts", .array(drafts.map(json)))])
            return
        }
        if purpose == .ask { for person in people { warn(person, book) } }
        for person in people { tellRest(of: person, book) }
        for (number, draft) in drafts.enumerated() {
            if number > 0 { Terminal.tell("\n" + Style.faint("—") + "\n\n") }
            for line in TerminalText.visibleLines(draft.text) { Terminal.tell(line + "\n") }
            if why {
                draft.reasons.forEach { Terminal.note("  from the \($0)") }
            }
            if !draft.isPersonal {
                Terminal.note(
                    "Nothing of \(draft.name)'s own is known: say what only you two know.")
            }
        }
    }

    /// Says when it is their turn, or when one lets the tie rest (practice S0-11, S1-29).
    private func tellRest(of person: PersonSummary, _ book: PracticeBook) {
        guard let facts = book.people[person.id] else { return }
        if let peace = facts.peace(on: book.today) {
            Terminal.note("\(person.name) \(peace.sentence).")
        } else if facts.touches.unanswered >= DueContact.maximumUnanswered {
            let times = Counted.text(facts.touches.unanswered, "time")
            Terminal.note("\(person.name) has not answered \(times): let it be; it is their turn.")
        }
    }

    /// Says when it is no good time for an ask (practice S2-11).
    private func warn(_ person: PersonSummary, _ book: PracticeBook) {
        let answer = AskGuard(asking: person.id, in: book)
        guard answer.verdict != .ask else { return }
        let words = [answer.verdict.rawValue, answer.plan.joined(separator: "; ")]
        Terminal.note(
            "\(person.name): " + words.filter { !$0.isEmpty }.joined(separator: ", ")
                + " (`kith ask` says why).")
    }

    private func json(_ draft: MessageDraft) -> JSONValue {
        .object([
            ("id", .text(draft.person.description)), ("name", .text(draft.name)),
            ("text", .text(draft.text)), ("personal", .bool(draft.isPersonal)),
            ("why", .texts(draft.reasons)),
        ])
    }
}

extension MessageDraft.Purpose: ExpressibleByArgument {}
