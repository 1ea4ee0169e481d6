/// How wide the columns of a table are where there is not room for all they hold.
///
/// One long cell must not push whole columns out of sight, nor make all others narrow: some columns are left out
/// before others become unreadable, and of the room each has its fair share. What a column does not need of its
/// share goes to the others; a cell that is much longer than those above and below it is cut.
struct ColumnFit {
    /// The least width of a column unless another is given: a day and a minute, most names.
    private static let usualFloor = 16
    /// Blanks between two columns.
    private static let gap = 2

    /// The bounds of a column.
    struct Column {
        /// With room for everything; 0 for a column in which nothing stands, which needs no room.
        let whole: Int
        /// Without those few cells that are much longer than all others.
        let usual: Int

        /// - Parameters:
        ///   - title: The width of what stands above it.
        ///   - cells: The widths of what stands in it.
        init(title: Int, cells: [Int]) {
            let filled = cells.filter { $0 > 0 }.sorted()
            guard let longest = filled.last else {
                (whole, usual) = (0, 0)
                return
            }
            whole = max(title, longest)
            let others = filled.dropLast(max(1, filled.count / 10)).last ?? longest
            let hasOutliers = filled.count > 2 && longest > others + others / 2
            usual = max(title, hasOutliers ? others : longest)
        }
    }

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
    ///   - columns: What each would take.
    ///   - limit: The columns of the terminal.
    /// - Returns: The widths to use; 0 leaves a column out.
    func widths(of columns: [Column], in limit: Int) -> [Int] {
        let (whole, usual) = (columns.map(\.whole), columns.map(\.usual))
        guard Self.total(whole) > limit else { return whole }
        var widths = usual.enumerated().map { min($1, floors[$0] ?? Self.usualFloor) }
        for index in leavesOut ?? Array((4..<max(5, columns.count)).reversed()) {
            guard Self.total(widths) > limit else { break }
            if widths.indices.contains(index) { widths[index] = 0 }
        }
        while Self.total(widths) > limit, let widest = Self.widest(widths) { widths[widest] -= 1 }
        // What most cells need comes first, what the longest need after it.
        for goal in [usual, whole] { Self.share(limit - Self.total(widths), &widths, upTo: goal) }
        return widths
    }

    /// Gives room to the narrowest of the columns that lack some, column by column.
    private static func share(_ room: Int, _ widths: inout [Int], upTo goal: [Int]) {
        for _ in 0..<max(0, room) {
            let lacking = widths.indices.filter { widths[$0] > 0 && widths[$0] < goal[$0] }
            guard let narrowest = lacking.min(by: { (widths[$0], $0) < (widths[$1], $1) })
            else { return }
            widths[narrowest] += 1
        }
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
