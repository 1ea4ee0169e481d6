/// How wide the columns of a table are where there is not room for all they hold.
///
/// One long cell must not push whole columns out of sight: each column keeps what can be read, some
/// are left out before others become unreadable, and the room that remains goes to those that need
/// least.
struct ColumnFit {
    /// What a column keeps unless something else is said: a day and a minute, most names.
    private static let usualFloor = 16
    /// Blanks between two columns.
    private static let gap = 2

    private let floors: [Int: Int]
    private let leavesOut: [Int]?

    /// Says how columns give way.
    ///
    /// - Parameters:
    ///   - floors: By column, the width below which it is of little use.
    ///   - leavesOut: The columns that may be left out, the first one first; all after the fourth,
    ///     from the last on, unless told.
    init(floors: [Int: Int] = [:], leavesOut: [Int]? = nil) {
        self.floors = floors
        self.leavesOut = leavesOut
    }

    /// Shares the room out.
    ///
    /// - Parameters:
    ///   - natural: What each column would take.
    ///   - limit: The columns of the terminal.
    /// - Returns: The widths to use; 0 leaves a column out.
    func widths(of natural: [Int], in limit: Int) -> [Int] {
        guard Self.total(natural) > limit else { return natural }
        var widths = natural.enumerated().map { index, width in
            min(width, floors[index] ?? Self.usualFloor)
        }
        for index in leavesOut ?? Array((4..<max(5, natural.count)).reversed()) {
            guard Self.total(widths) > limit else { break }
            if widths.indices.contains(index) { widths[index] = 0 }
        }
        while Self.total(widths) > limit, let widest = Self.widest(widths) { widths[widest] -= 1 }
        var room = limit - Self.total(widths)
        // The one that lacks least first: a column that is whole says more than two that are not.
        for index in widths.indices.filter({ widths[$0] > 0 }).sorted(by: {
            (natural[$0] - widths[$0], $0) < (natural[$1] - widths[$1], $1)
        }) {
            let more = min(room, natural[index] - widths[index])
            widths[index] += more
            room -= more
        }
        return widths
    }

    private static func total(_ widths: [Int]) -> Int {
        let shown = widths.filter { $0 > 0 }
        return shown.reduce(0, +) + gap * max(0, shown.count - 1)
    }

    /// The widest column that can still be narrower; the last one of several.
    private static func widest(_ widths: [Int]) -> Int? {
        widths.indices.filter { widths[$0] > 3 }
            .max { (widths[$0], $0) < (widths[$1], $1) }
    }
}
