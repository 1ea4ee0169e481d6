package import ChangeLog
import ContactModel

/// Words to begin with, made of what both sides know: printed, never sent (practice S3-4, S3-10).
///
/// Only what was said between the two of us goes in: the last talk, what was given, promised and
/// asked about. What I think of somebody (trust, why, strength, energy) stays out, so that a draft
/// may be sent as it is.
package struct MessageDraft: Hashable, Sendable {
    /// The purpose of the message.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        /// Only to hear how they are (S1-4).
        case hello
        /// After a talk (S3-10).
        case followup
        /// To ask for something (S3-4).
        case ask
        /// For something received, and what it did (S2-10).
        case thanks
        /// To tell of a goal, and ask for guidance (S4-19).
        case news
    }

    package let purpose: Purpose
    package let person: EntityID
    package let name: String
    package let text: String
    /// The text between the name it begins with and mine.
    private let body: String
    /// The touches and items that the words come from.
    package let reasons: [String]
    /// Whether a line is of this person alone.
    package let isPersonal: Bool

    /// The same words to more people than this are a mailing: "asking everyone to dance" (S2-7).
    ///
    /// Our choice of number: friends at one table may be told the same news; a line of its own for
    /// each overrules it.
    package static let maximumAlike = 3

    /// Drafts a message.
    ///
    /// - Parameters:
    ///   - purpose: What it is for.
    ///   - person: To whom.
    ///   - wish: What is asked for, in one's own words; empty leaves a gap.
    ///   - name: How the person is called.
    ///   - book: What was written down.
    package init(
        _ purpose: Purpose, to person: EntityID, wish: String = "", name: String,
        in book: PracticeBook
    ) {
        let notes = DraftNotes(person, name, book)
        var lines: [String] = []
        switch purpose {
        case .hello:
            lines = [notes.lastTalk ?? "", notes.question ?? ""]
            lines.append("There is nothing I want; I wondered how you are.")
        case .followup:
            lines = [
                notes.lastTalk.map { "\($0) It stayed with me." } ?? "It was good to meet you.",
                notes.promise ?? notes.followup ?? "", notes.question ?? "",
                "Shall we go on with it? Tell me what suits you.",
            ]
        case .ask:
            lines = [
                notes.lastTalk ?? "", notes.thanks ?? "", notes.given ?? "",
                "I would like to ask you for something: \(wish.isEmpty ? "[what]" : wish).",
                "I ask you because [what you know or do that nobody else does].",
                notes.promise ?? "",
                "A no is quite all right, and so is not yet. What can I do for you?",
            ]
        case .thanks:
            lines = [
                notes.thanks ?? "Thank you for [what].",
                "It helped me to [what came of it].", notes.question ?? "",
            ]
        case .news:
            lines = [
                notes.lastTalk ?? "",
                "There is something I have set out to do: \(wish.isEmpty ? "[what, and why]" : wish).",
                "What would you do in my place? Is there somebody I should talk to?",
                notes.question ?? "",
            ]
        }
        self.purpose = purpose
        self.person = person
        self.name = name
        reasons = notes.reasons
        isPersonal = !notes.reasons.isEmpty
        body = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        let me = book.items(.me).first { $0.text(.audience).isEmpty }?.text(.name) ?? ""
        text = "Dear \(notes.firstName),\n\n\(body)\n" + (me.isEmpty ? "" : "\n\(me)\n")
    }

    /// Those of several drafts that say the same to more than a few: nobody would feel meant.
    package static func alike(_ drafts: [MessageDraft]) -> [MessageDraft] {
        let plain = drafts.filter { !$0.isPersonal }
        if plain.count > maximumAlike { return plain }
        // What went to all of them in the same words is nobody's own.
        let same = Dictionary(grouping: drafts, by: \.body).values.max { $0.count < $1.count }
        return same.flatMap { $0.count > maximumAlike ? $0 : nil } ?? []
    }

    /// Words as they are compared: without regard to case, blanks and marks.
    static func folded(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}

/// The shared knowledge of two people, as sentences for a draft.
struct DraftNotes {
    let firstName: String
    /// When and what about we talked last; nil when it is not written down.
    private(set) var lastTalk: String?
    /// A question about what they said they work on or need.
    private(set) var question: String?
    /// The promise of mine that is still open.
    private(set) var promise: String?
    /// The matter I wanted to come back to.
    private(set) var followup: String?
    /// The last thing I gave, so that an ask begins with it (practice S3-4).
    private(set) var given: String?
    /// Thanks for what was received last.
    private(set) var thanks: String?
    /// Where the sentences come from.
    private(set) var reasons: [String] = []

    init(_ person: EntityID, _ name: String, _ book: PracticeBook) {
        // “Lee, Kim” has the first name behind the comma.
        let parts = name.split(separator: ",", maxSplits: 1).map { String($0).trimmed }
        let called = parts.count > 1 && !parts[1].isEmpty ? parts[1] : parts.first ?? name
        firstName = called.split(separator: " ").first.map(String.init) ?? name
        if let talk = book.touches(with: person).last(where: \.isReal) {
            let day = book.day(of: talk.milliseconds)
            let words = Self.words(of: talk, in: book)
            lastTalk = Self.beginning(with: talk, on: LetterDay.text(day, today: book.today), book)
            reasons.append("touch of \(day): \(words)")
        }
        if let gift = Self.lastGift(to: person, in: book) {
            given = "I hope it was of use to you: \(gift.text)."
            reasons.append("gift of \(gift.day): \(gift.text)")
        }
        func latest(_ kind: EntityKind, _ isFit: (Item) -> Bool = { _ in true }) -> String? {
            let found = book.open(kind).last { $0.entity(.person) == person && isFit($0) }
            let text = found?.text(.text) ?? ""
            guard !text.isEmpty else { return nil }
            reasons.append("\(kind.rawValue): \(text)")
            return text
        }
        question = latest(.need).map(OpenQuestions.question(about:))
        promise = latest(.promise) { $0.text(.side) != "theirs" }.map {
            "I have not forgotten what I promised: \($0)."
        }
        let talk = MessageDraft.folded(lastTalk ?? "")
        followup = latest(.followup).flatMap { text in
            if text == EventFollowUp.withoutNote { return "What I took home: [what]." }
            // What the first line says already need not be said again.
            return talk.contains(MessageDraft.folded(text))
                ? nil : "I wanted to come back to you: \(text)."
        }
        if let due = ThanksDue.all(book).last(where: { $0.person == person }) {
            thanks = "Thank you for \(due.text)."
            reasons.append("received on \(due.day): \(due.text)")
        }
    }

    /// The sentence part for a touch: what, where, and about what; without words, the type and the
    /// gathering say it.
    private static func words(of talk: Touch, in book: PracticeBook) -> String {
        let isAtEvent = talk.type == "event" && talk.item.entity(.event) != nil
        return (isAtEvent ? "a word" : noun(talk.type)) + circumstances(of: talk, in: book)
    }

    /// The same as one says it to the other: letters are written, by whoever began; their own words are
    /// not told back to them.
    private static func beginning(
        with talk: Touch, on day: String, _ book: PracticeBook
    ) -> String {
        guard ["mail", "letter", "message"].contains(talk.type) else {
            return "On \(day) we had \(words(of: talk, in: book))."
        }
        if talk.item.text(.direction) == "in" {
            let lines = ["mail": "mail", "letter": "letter"][talk.type] ?? "message"
            let topic = talk.item.text(.topic)
            return "Thank you for your \(lines) of \(day)" + (topic.isEmpty ? "." : ": \(topic).")
        }
        let wrote = talk.isOutgoing ? "I wrote to you" : "we wrote to each other"
        return "On \(day) \(wrote)\(circumstances(of: talk, in: book))."
    }

    /// Where a touch was, and what about.
    private static func circumstances(of talk: Touch, in book: PracticeBook) -> String {
        let event = talk.item.entity(.event).flatMap { id in
            book.items(.event).first { $0.id == id }?.text(.text)
        }
        let topic = talk.item.text(.topic)
        let about = topic.isEmpty ? talk.item.text(.text) : topic
        return (event.map { " at \($0)" } ?? "") + (about.isEmpty ? "" : ": \(about)")
    }

    /// The last thing I gave, by a touch or an entry of the ledger.
    private static func lastGift(
        to person: EntityID, in book: PracticeBook
    ) -> (text: String, day: CivilDay)? {
        let touches = book.touches(with: person).map { ($0.item.text(.gave), $0.milliseconds) }
        let entries = book.items(.entry, naming: person).filter { $0.text(.side) == "given" }
            .map { ($0.text(.text), $0.instant(.at) ?? 0) }
        return (touches + entries).filter { !$0.0.isEmpty }.max { $0.1 < $1.1 }
            .map { ($0.0, book.day(of: $0.1)) }
    }

    /// A touch as one says it.
    private static func noun(_ type: String) -> String {
        let nouns = [
            "call": "a call", "video": "a video call", "coffee": "a coffee", "meal": "a meal",
            "meeting": "a meeting", "visit": "a visit", "event": "a word at an event",
            "mail": "mail", "letter": "letters", "message": "messages", "comment": "a talk online",
        ]
        return nouns[type] ?? "a talk"
    }
}
