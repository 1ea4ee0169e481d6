package import ChangeLog
import ContactModel

/// The facts worth knowing before reaching out to somebody for the first time (practice S1-15).
///
/// "Hold on your opinions and views for a while – study your vis-a-vis, his interests, pains,
/// background." A list to look at, not a gate.
package struct FirstApproach: Hashable, Sendable {
    /// One line of the list.
    package struct Line: Hashable, Sendable {
        package let text: String
        package let isDone: Bool
        /// How to get it done, or what shows that it is.
        package let how: String
    }

    package let lines: [Line]

    /// Lists what is known and what is not; nil for somebody I am in touch with already.
    ///
    /// - Parameters:
    ///   - person: Who.
    ///   - book: What was written down.
    ///   - address: An address or a number of the card; nil without any.
    package init?(to person: EntityID, in book: PracticeBook, address: String? = nil) {
        let overlay = book.people[person]?.overlay ?? Item(id: person, kind: .person)
        let stage = overlay.text(.stage)
        let targets = book.open(.target).filter { $0.entity(.person) == person }
        let hasMet = book.people[person]?.touches.lastMilliseconds != nil
        guard !hasMet, !targets.isEmpty || ["spotted", "studied", "reached"].contains(stage) else {
            return nil
        }
        func first(_ texts: [String]) -> String? { texts.first { !$0.isEmpty } }
        let research = book.items(.research, naming: person)
        let needs = book.items(.need, naming: person)
        let feeds = book.items(.feed, naming: person)
        let why = first([overlay.text(.why)] + targets.map { $0.text(.why) })
        let bring = first([overlay.text(.bring)] + targets.map { $0.text(.offer) })
        let background = first([overlay.text(.dossier)] + research.map { $0.text(.text) })
        let circle = book.items(.relation, naming: person).count
        let channel = first(
            [overlay.text(.channel), address ?? ""] + feeds.map { $0.text(.url) })
        func line(_ text: String, _ known: String?, _ how: String) -> Line {
            Line(text: text, isDone: known != nil, how: known ?? how)
        }
        lines = [
            line("why you want to know them", why, "kith set NAME why=…"),
            line("their background", background, "kith set NAME dossier=…, kith new research …"),
            line(
                "their interests and pains", needs.first?.text(.text),
                "kith new need \"…\" person=NAME type=pain source=…"),
            line("what you bring", bring, "kith set NAME bring=…"),
            line(
                "their circle", circle > 0 ? Counted.text(circle, "relation") : nil,
                "kith new relation a=NAME b=… text=…"),
            line("where to reach them", channel, "kith set NAME channel=…"),
        ]
    }
}
