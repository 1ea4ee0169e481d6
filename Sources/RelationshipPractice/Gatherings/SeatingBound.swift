/// Below how many repeated meetings no plan of tables can go, whoever makes it.
package struct SeatingBound: Hashable, Sendable {
    /// Proven; a plan with no more is as good as any.
    package let leastRepetitions: Int

    /// Takes the greatest of three proofs.
    ///
    /// Each round makes so many meetings, and there are only so many pairs. Whoever sits at a table
    /// with more places than there are tables meets somebody of the first round again, in every
    /// later one. And for few tables it is known how many rounds are possible at all.
    package init(people: Int, tables: Int, rounds: Int) {
        let sizes = SeatingPlan.tableSizes(people: people, tables: tables)
        let meetings = sizes.reduce(0) { $0 + Self.pairs($1) } * rounds
        let counted = meetings - Self.pairs(people)
        let crowded = sizes.reduce(0) { $0 + Self.fewestPairs($1, from: tables) } * (rounds - 1)
        let size = tables > 0 && people % tables == 0 ? people / tables : 0
        let known = Self.mostRounds(tables: tables, size: size).map { rounds > $0 ? 1 : 0 } ?? 0
        leastRepetitions = max(0, counted, crowded, known)
    }

    /// In how many rounds at most nobody meets anybody twice, as published; nil where it is not
    /// known, or not for so few or many tables.
    ///
    /// - SeeAlso: N. J. A. Sloane, E. Pegg Jr, A107431 in the On-Line Encyclopedia of Integer
    ///   Sequences; W. Harvey, "Warwick's Results Page for the Social Golfer Problem", 2002.
    package static func mostRounds(tables: Int, size: Int) -> Int? {
        guard published.indices.contains(tables), published[tables].indices.contains(size),
            published[tables][size] > 0
        else { return nil }
        return published[tables][size]
    }

    /// By the number of tables, then by the people at one.
    private static let published = [
        [], [], [0, 0, 3], [0, 0, 5, 4], [0, 0, 7, 4, 5], [0, 0, 9, 7, 5, 6],
        [0, 0, 11, 8, 7, 6, 3], [0, 0, 13, 10, 9],
    ]

    /// The fewest pairs that have met, when so many people come from so many tables.
    private static func fewestPairs(_ people: Int, from tables: Int) -> Int {
        let (each, more) = people.quotientAndRemainder(dividingBy: tables)
        return more * pairs(each + 1) + (tables - more) * pairs(each)
    }

    private static func pairs(_ people: Int) -> Int { people * (people - 1) / 2 }
}
