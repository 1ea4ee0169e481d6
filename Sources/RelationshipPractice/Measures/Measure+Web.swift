import ChangeLog
import ContactModel

extension Measure {
    /// From so many of 100 pairs on a network is closed (practice S3-6; Burt, 1992, of closure).
    ///
    /// Our choice: half of the pairs, beyond which a new idea is more likely to be known already.
    private static let closedShare = 50
    /// Circles that are shown: one less than parts, for what lies elsewhere.
    private static let shownCircles = shownParts - 1

    /// Closed or open: whether my people know each other, and where my touches go.
    static func closure(_ book: PracticeBook, _ web: WebReading) -> Measure {
        var touches: [Int: Int] = [:]
        for touch in book.touches() {
            for person in touch.item.entities(.with) {
                touches[web.circle(of: person) ?? -1, default: 0] += 1
            }
        }
        let circles = web.circles.indices.prefix(shownCircles).map { number in
            (
                label: "around \(book.name(web.circles[number].people[0]))",
                value: touches[number] ?? 0
            )
        }
        let rest = touches.reduce(0) { $0 + $1.value } - circles.reduce(0) { $0 + $1.value }
        let density = share(web.knownPairs, of: web.pairs)
        let sentence =
            web.whyNoPairs
            ?? "\(density) of 100 pairs of your people know each other; "
            + "constraint \(web.constraint) of 100: "
            + (density >= closedShare
                ? "a closed circle, new ideas come from outside." : "open to new ideas.")
        return Measure(
            "closure", sentence,
            parts: web.circles.isEmpty ? [] : circles + [("elsewhere", rest)],
            ids: web.circles.prefix(shownCircles).map { $0.people[0] },
            why:
                "ties by `kith circle`, touches of a year by circle (Blondel and others, 2008); "
                + "Burt's constraint (R. Burt, 1992)")
    }

    /// Who alone leads beyond, and where only I stand between circles.
    static func bridges(_ book: PracticeBook, _ web: WebReading) -> Measure {
        let beyond = web.bridges.reduce(0) { $0 + $1.beyond.count }
        var sentence =
            web.bridges.isEmpty
            ? "Nobody is known to lead beyond those you know."
            : "Reached through one person alone: \(beyond)."
        if !web.holes.isEmpty {
            sentence +=
                " Between \(Counted.text(web.holes.count, "pair")) of circles stands nobody but you."
        }
        return Measure(
            "bridges", sentence,
            parts: web.bridges.prefix(shownParts).map { (book.name($0.person), $0.beyond.count) },
            ids: web.bridges.prefix(shownParts).map(\.person),
            why: "ties by `kith circle`; structural holes (R. Burt, 1992)")
    }
}
