import ContactModel

extension Concern {
    /// The follow-ups that are overdue: never to follow up is to have no relationship (practice
    /// S3-10, S3-19).
    static func overdueSteps(_ book: PracticeBook) -> [Concern] {
        let steps = book.open(.followup) + book.open(.step) + book.open(.target)
        let late = steps.filter { item in
            guard let by = CivilDay(NextStep.day(of: item)), by < book.today,
                !NextStep.words(of: item).isEmpty
            else { return false }
            return item.entity(.person).map { !book.isGone($0) && book.peace(of: $0) == nil }
                ?? true
        }
        let days = late.map { NextStep.day(of: $0) }.sorted()
        guard let oldest = days.first else { return [] }
        let words = Counted.text(
            late.count, "next step or follow-up is", "next steps and follow-ups are")
        return [
            Concern(
                .followup, nil, "\(words) overdue, the oldest since \(oldest).",
                remedy: "`kith today` has them; `kith done ID` or `kith set ID by=7d`.",
                reasons: NextStep.sorted(late).map {
                    "\(NextStep.day(of: $0)): \(NextStep.words(of: $0))"
                })
        ]
    }
}
