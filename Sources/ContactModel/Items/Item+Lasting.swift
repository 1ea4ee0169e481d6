extension Item {
    /// Whether a tie or a role that may have an end (`to=`) still lasts on a day: an end that cannot be
    /// read as a day, month or year is one that has come.
    package func lasts(_ today: CivilDay) -> Bool {
        let end = text(.to)
        return PartialDate(text: end).days.map { $0.upperBound > today } ?? end.isEmpty
    }

    /// Whether it is over, such as done, kept or dropped; what is of no known kind never is.
    package var isOver: Bool { ItemCatalogue.schema(of: kind)?.isOver(self) ?? false }
}
