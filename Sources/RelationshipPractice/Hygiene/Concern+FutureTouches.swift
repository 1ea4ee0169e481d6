import ContactModel

extension Concern {
    /// Touches of days to come: the clock was wrong when they were written, and whoever they are with is
    /// not due till then.
    ///
    /// Tomorrow is let pass: another machine may be in another zone.
    static func futureTouches(_ book: PracticeBook) -> [Concern] {
        let tomorrow = book.today.adding(days: 1)
        let future = book.items(.touch).reversed().prefix {
            book.day(of: Touch($0).milliseconds) > tomorrow
        }
        return future.map { item in
            let day = book.day(of: Touch(item).milliseconds)
            let who = item.entities(.with).map(book.name).filter { !$0.isEmpty }
                .joined(separator: ", ")
            let what = "\(Touch(item).type)\(who.isEmpty ? "" : " with \(who)")"
            return Concern(
                .data, item.entities(.with).first, "A touch is of a day to come, \(day): \(what).",
                remedy: "say when it was: kith set \(short(item.id)) at=…",
                reasons: ["until then nobody of them is due; a clock that was ahead writes such"])
        }
    }
}
