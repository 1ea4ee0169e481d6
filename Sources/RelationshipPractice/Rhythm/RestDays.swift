package import ContactModel

/// The days on which nothing reminds me (practice S4-5).
package struct RestDays: Sendable {
    private let spans: [(first: CivilDay, last: CivilDay)]

    /// Reads items of the kind `rest`; one without both of its days is none.
    package init(_ rests: [Item]) {
        spans = rests.compactMap { rest in
            guard let first = CivilDay(rest.text(.from)), let last = CivilDay(rest.text(.to))
            else { return nil }
            return (first, last)
        }
    }

    /// The last day of the rest that a day is in, one that follows at once included; nil when it is in
    /// none.
    package func end(around day: CivilDay) -> CivilDay? {
        guard var end = end(of: day) else { return nil }
        while let next = self.end(of: end.adding(days: 1)), next > end { end = next }
        return end
    }

    private func end(of day: CivilDay) -> CivilDay? {
        spans.filter { $0.first <= day && day <= $0.last }.map(\.last).max()
    }

    /// Whether a day is one of rest.
    package func contains(_ day: CivilDay) -> Bool { end(around: day) != nil }
}
