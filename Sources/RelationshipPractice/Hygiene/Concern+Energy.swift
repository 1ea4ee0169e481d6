import ContactModel

extension Concern {
    /// The first sign that it is too much: weeks that took more than they gave (practice S4-5).
    ///
    /// Nobody is told so in a rest, which is the way out.
    static func exhaustion(_ book: PracticeBook) -> [Concern] {
        let touches = book.touches(lastDays: Measure.energyWeeks * DayCount.week)
        let energies = touches.compactMap { $0.item.number(.energy, in: Touch.energies) }
        let sum = energies.reduce(0, +)
        guard energies.count >= toldFrom, sum <= -toldFrom,
            !RestDays(book.items(.rest)).contains(book.today)
        else { return [] }
        return [
            Concern(
                .energy, nil,
                "The last \(Measure.energyWeeks) weeks took more energy than they gave.",
                remedy: "rest: kith new rest from=tomorrow to=1w; or fewer: kith me ceiling=…",
                reasons: [
                    "energy \(sum) in \(energies.count) touches, told from -\(toldFrom) on",
                    "\(Counted.text(touches.count, "touch", "touches")), "
                        + Counted.text(touches.reduce(0) { $0 + $1.minutes }, "minute"),
                ])
        ]
    }
}
