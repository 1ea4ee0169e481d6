package import ChangeLog
package import ContactModel

/// How far an effort towards several people has come, one by one (practice S4-12).
package struct CampaignProgress: Hashable, Sendable {
    /// Somebody of a campaign.
    package struct Row: Hashable, Sendable {
        package let person: EntityID
        package let name: String
        package let state: State
        /// The next step and its day, else why there is none; empty when nothing is said.
        package let next: String
        /// How far it has come with the person (`stage=`); empty when that is not said.
        package let stage: String
        /// The day of the last touch that counts; nil without one.
        package let last: CivilDay?
        /// The outcomes through the person for the goal of the campaign.
        package let outcomes: [String]
    }

    /// How it stands with somebody.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// No step of the campaign names the person.
        case open
        /// A step does, and is still to be done.
        case planned
        /// Every step that does is done.
        case done
        /// The person said no, is retired or muted: nothing is to be done.
        case resting
    }

    package let campaign: EntityID
    package let text: String
    /// The pattern of every step, as it was written down; empty without.
    package let template: String
    /// Those of the campaign in the order in which they were said, then those of its steps.
    package let rows: [Row]
    /// Steps that are to be done and name nobody.
    package let steps: [String]
    /// The ids of these.
    package let stepIDs: [EntityID]
    /// How many outcomes there are, through whomever of them each came.
    package let outcomeCount: Int

    /// Looks at one campaign.
    package init(_ campaign: Item, in book: PracticeBook) {
        self.campaign = campaign.id
        text = campaign.text(.text)
        template = campaign.text(.template)
        let own = book.items(.step).filter { $0.entity(.campaign) == campaign.id }
        let named = campaign.entities(.people)
        let others = Set(own.compactMap { $0.entity(.person) }).subtracting(named).sorted()
        rows = (named + others).filter { !book.isGone($0) }.map { person in
            let steps = own.filter { $0.entity(.person) == person }
            return Self.row(person, steps, goal: campaign.entity(.goal), in: book)
        }
        let unnamed = NextStep.sorted(own.filter { !$0.isOver && $0.entity(.person) == nil })
        steps = unnamed.map(Self.words)
        stepIDs = unnamed.map(\.id)
        let people = Set(rows.map(\.person))
        let goal = campaign.entity(.goal)
        outcomeCount = book.items(.outcome).count {
            goal != nil && $0.entity(.goal) == goal && !people.isDisjoint(with: $0.entities(.via))
        }
    }

    private static func row(
        _ person: EntityID, _ steps: [Item], goal: EntityID?, in book: PracticeBook
    ) -> Row {
        let open = NextStep.sorted(steps.filter { !$0.isOver })
        let peace = book.peace(of: person)
        let state: State =
            peace != nil ? .resting : !open.isEmpty ? .planned : steps.isEmpty ? .open : .done
        let facts = book.people[person]
        return Row(
            person: person, name: book.name(person), state: state,
            next: peace?.sentence ?? open.first.map(words) ?? "",
            stage: facts?.overlay.text(.stage) ?? "",
            last: facts?.touches.lastMilliseconds.map(book.day),
            outcomes: book.items(.outcome, naming: person).filter {
                $0.entities(.via).contains(person) && goal != nil && $0.entity(.goal) == goal
            }.map { $0.text(.text) })
    }

    private static func words(of step: Item) -> String {
        let by = step.text(.by)
        return step.text(.text) + (by.isEmpty ? "" : ", by \(by)")
    }

    /// How many stand how, those of whom there are none left out.
    package var counts: [(state: State, count: Int)] {
        State.allCases.map { state in (state, rows.count { $0.state == state }) }
            .filter { $0.count > 0 }
    }

    /// The whole of it in a sentence.
    package var sentence: String {
        guard !rows.isEmpty else { return "nobody takes part yet: kith set CAMPAIGN people=NAME" }
        let parts = counts.map { "\($0.count) \($0.state.rawValue)" }
        return "\(Counted.text(rows.count, "person", "people")): "
            + (parts + (outcomeCount > 0 ? [Counted.text(outcomeCount, "outcome")] : []))
            .joined(separator: ", ")
    }
}
