import ChangeLog
package import ContactModel

/// The next step with somebody: an item of the kind step, a target's own, or an alliance that is to
/// be looked at again (practice S3-19, S4-7).
package enum NextStep {
    /// The words of the step; empty for a target that does not say.
    package static func words(of item: Item) -> String {
        switch item.kind {
        case .target: item.text(.next)
        case .alliance: "look again at the alliance: \(item.text(.text))"
        default: item.text(.text)
        }
    }

    /// Until which day, `2027-05-01`; empty without one.
    package static func day(of item: Item) -> String {
        switch item.kind {
        case .target: item.text(.nextBy)
        case .alliance: item.text(.review)
        default: item.text(.by)
        }
    }

    /// The draft that marks the next step of a target as done; nil for an item that names none.
    ///
    /// The target goes on.
    package static func done(of item: Item) -> ItemDraft? {
        guard item.kind == .target, !words(of: item).isEmpty else { return nil }
        var draft = ItemDraft(id: item.id, kind: item.kind)
        draft.set(.next, text: "")
        draft.set(.nextBy, text: "")
        return draft
    }

    /// The next steps that targets and alliances name, unless they are over, until a day; those of
    /// targets also without one.
    package static func named(by items: [Item], until day: CivilDay) -> [Item] {
        items.filter { item in
            guard ItemCatalogue.schema(of: item.kind)?.isOver(item) == false,
                !words(of: item).isEmpty
            else { return false }
            let by = Self.day(of: item)
            return by.isEmpty ? item.kind == .target : by <= day.description
        }
    }

    /// Steps in the order of their days, those without one last.
    package static func sorted(_ steps: [Item]) -> [Item] {
        steps.sorted {
            (day(of: $0).isEmpty ? 1 : 0, day(of: $0), $0.id)
                < (day(of: $1).isEmpty ? 1 : 0, day(of: $1), $1.id)
        }
    }

    /// The targets in work of which nobody knows what comes next; of who is left in peace none.
    ///
    /// An open step with the person of a target is its next one.
    package static func missing(in book: PracticeBook) -> [Item] {
        let taken = Set(book.open(.step).compactMap { $0.entity(.person) })
        return book.open(.target).filter { target in
            guard target.text(.status) == "active", words(of: target).isEmpty else { return false }
            guard let person = target.entity(.person) else { return true }
            return !taken.contains(person) && book.peace(of: person) == nil
        }
    }
}
