extension Item {
    /// The last day of a tie or a role that has an end (`to=`); nil without one, and for an end that
    /// cannot be read as a day, month or year.
    package var lastDay: CivilDay? { PartialDate(text: text(.to)).days?.upperBound }

    /// Whether it has an end that cannot be read, which is one that has come.
    package var hasUnreadableEnd: Bool { !text(.to).isEmpty && lastDay == nil }

    /// The first day of a tie or a role that has a beginning (`from=`); nil without one, and for a
    /// beginning that cannot be read, which has come.
    package var firstDay: CivilDay? { PartialDate(text: text(.from)).days?.lowerBound }

    /// Whether a tie or a role that may have an end still lasts on a day, or is to come.
    package func lasts(_ today: CivilDay) -> Bool {
        lastDay.map { $0 > today } ?? !hasUnreadableEnd
    }

    /// Whether a tie or a role has begun on a day and still lasts.
    package func counts(_ today: CivilDay) -> Bool {
        lasts(today) && firstDay.map { $0 <= today } ?? true
    }

    /// Whether it is over, such as done, kept or dropped; what is of no known kind never is.
    package var isOver: Bool { ItemCatalogue.schema(of: kind)?.isOver(self) ?? false }
}
