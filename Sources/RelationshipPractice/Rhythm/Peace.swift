package import ChangeLog
package import ContactModel

/// Why somebody is left in peace: nothing is proposed about them (practice S0-11, S0-15, S1-29).
package enum Peace: Hashable, Sendable {
    /// They died; the card says so.
    case died(String)
    /// They said no, which is final until one lifts it oneself.
    case saidNo
    /// One lets it rest, with a reason of one's own; empty when only the stage says so.
    case retired(why: String)
    /// Muted until a day.
    case muted(until: CivilDay)

    /// Reads what is known of somebody; nil of those who may be spoken of.
    fileprivate init?(_ facts: RhythmFacts, today: CivilDay) {
        let overlay = facts.overlay
        if let died = facts.died {
            self = .died(died)
        } else if overlay.text(.boundary) == "no" {
            self = .saidNo
        } else if facts.isRetired {
            self = .retired(why: overlay.text(.retired))
        } else if let mute = CivilDay(overlay.text(.mute)), mute > today {
            self = .muted(until: mute)
        } else {
            return nil
        }
    }

    /// The reason, to stand behind a name: `said no`, `is retired (moved away)`, `is muted until
    /// 2027-01-01`.
    package var sentence: String {
        switch self {
        case .died(let day): "died (\(day))"
        case .saidNo: "said no, which is final until you lift it"
        case .retired(""): "is retired"
        case .retired(let why): "is retired (\(why))"
        case .muted(let day): "is muted until \(day)"
        }
    }
}

extension RhythmFacts {
    /// Whether somebody died, said no or is retired: for good, as long as one does not change it.
    package var isClosed: Bool { died != nil || overlay.text(.boundary) == "no" || isRetired }

    /// Whether one lets the tie rest, in words or by its stage.
    fileprivate var isRetired: Bool {
        !overlay.text(.retired).isEmpty || overlay.text(.stage) == "retired"
    }

    /// Whether it is the other side's turn: nothing came back of several attempts (practice S0-11).
    package var isTheirTurn: Bool { touches.unanswered >= DueContact.maximumUnanswered }

    /// Why the person is left in peace on a day; nil when they are not.
    package func peace(on today: CivilDay) -> Peace? { Peace(self, today: today) }
}

extension PracticeBook {
    /// Why somebody is left in peace today; nil when they are not.
    package func peace(of person: EntityID) -> Peace? { people[person]?.peace(on: today) }

    /// Whether kith itself proposes nothing about somebody.
    ///
    /// That is who is left in peace, who is at rest, and whose turn it is. What was written down about
    /// them is told all the same.
    package func isUnproposed(_ person: EntityID) -> Bool {
        guard let facts = people[person] else { return false }
        return facts.peace(on: today) != nil || facts.tier == .rest || facts.isTheirTurn
    }

    /// Whether somebody is in the trash, or was never there; asked of a whole book.
    package func isGone(_ person: EntityID) -> Bool { people[person] == nil }
}
