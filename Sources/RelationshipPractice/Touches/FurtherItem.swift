package import ChangeLog
package import ContactModel

/// An item made beside a touch: a promise, a need, or a follow-up.
package struct FurtherItem: Hashable, Sendable {
    package let kind: EntityKind
    package let text: String
    /// Which of the two questions of practice S3-13 a need answers; nil when none was asked.
    package let type: String?

    private static let kinds: [String: EntityKind] = [
        "promised": .promise, "needs": .need, "working-on": .need, "challenge": .need,
        "followup": .followup,
    ]
    private static let needTypes = ["working-on": "project", "challenge": "pain"]

    /// How long a promise has that names no day.
    ///
    /// Our choice: the week that one plans (practice S3-8).
    private static let promiseDays = DayCount.week

    /// Reads what is said as `promised=…`, `followup=…` and the like.
    ///
    /// - Parameters:
    ///   - name: Before the sign; nil comes of one that makes nothing.
    ///   - text: Behind it.
    package init?(_ name: String, _ text: String) {
        guard let kind = Self.kinds[name] else { return nil }
        self.kind = kind
        self.text = text
        type = Self.needTypes[name]
    }

    /// When a touch was, and when it is written down.
    package struct Time: Sendable {
        package let milliseconds: UInt64
        package let day: CivilDay
        package let today: CivilDay

        package init(milliseconds: UInt64, day: CivilDay, today: CivilDay) {
            self.milliseconds = milliseconds
            self.day = day
            self.today = today
        }
    }

    /// The draft of the item.
    ///
    /// - Parameters:
    ///   - id: Its id.
    ///   - person: Whom it is about.
    ///   - time: Of the touch.
    ///   - before: What stands under the id; said again, it is open again.
    /// - Returns: All of its fields.
    package func draft(
        _ id: EntityID, of person: EntityID, _ time: Time, after before: Item?
    ) -> ItemDraft {
        var draft = ItemDraft(id: id, kind: kind)
        draft.set(.text, text: text)
        draft.set(.person, entity: person)
        if before?.text(.status).isEmpty == false { draft.set(.status, text: "open") }
        switch kind {
        case .promise: draft.set(.by, text: Self.promiseDay(today: time.today).description)
        case .followup:
            let day = Self.followUpDay(after: time.day, today: time.today)
            draft.set(.by, text: day.description)
        default: draft.set(.at, instant: time.milliseconds)
        }
        if let type { draft.set(.type, text: type) }
        return draft
    }

    /// The day by which a promise of today is to be kept, when it names none.
    package static func promiseDay(today: CivilDay) -> CivilDay { today.adding(days: promiseDays) }

    /// The day by which to come back to somebody: so many days from the talk, and none that is over
    /// (practice S3-10).
    package static func followUpDay(after day: CivilDay, today: CivilDay) -> CivilDay {
        max(day.adding(days: EventFollowing.days), today)
    }
}
