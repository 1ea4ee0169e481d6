package import ChangeLog
package import ContactModel

/// Why somebody is left in peace: nothing is proposed about them (practice S0-11, S0-15, S1-29).
package enum Peace: Hashable, Sendable {
    /// They said no, which is final until one lifts it oneself.
    case saidNo
    /// One lets it rest, with a reason of one's own.
    case retired(why: String)
    /// Muted until a day.
    case muted(until: CivilDay)

    /// Reads what is said of somebody; nil of those who may be spoken of.
    package init?(_ overlay: Item, today: CivilDay) {
        if overlay.text(.boundary) == "no" {
            self = .saidNo
        } else if !overlay.text(.retired).isEmpty {
            self = .retired(why: overlay.text(.retired))
        } else if let mute = CivilDay(overlay.text(.mute)), mute > today {
            self = .muted(until: mute)
        } else {
            return nil
        }
    }

    /// What is so, behind a name: `said no`, `is retired (moved away)`, `is muted until 2027-01-01`.
    package var sentence: String {
        switch self {
        case .saidNo: "said no, which is final until you lift it"
        case .retired(let why): "is retired (\(why))"
        case .muted(let day): "is muted until \(day)"
        }
    }
}

extension RhythmFacts {
    /// Whether somebody said no or is retired: for good, as long as one does not change it.
    package var isClosed: Bool { Self.isClosed(overlay) }

    /// Whether what is said of somebody closes the tie: a no, or that one lets it rest.
    package static func isClosed(_ overlay: Item) -> Bool {
        overlay.text(.boundary) == "no" || !overlay.text(.retired).isEmpty
    }

    /// Why the person is left in peace on a day; nil when they are not.
    package func peace(on today: CivilDay) -> Peace? { Peace(overlay, today: today) }
}

extension PracticeBook {
    /// Why somebody is left in peace today; nil when they are not.
    package func peace(of person: EntityID) -> Peace? { people[person]?.peace(on: today) }
}
