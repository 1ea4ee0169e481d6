/// Keeps a card within its limit by giving up its longest line.
struct CardBudget {
    /// The bytes of the card so far.
    var used = 0
    /// The size of the longest line that is kept.
    private var longest = 0

    init(used: Int = 0) {
        self.used = used
    }

    /// Below this size a line is not worth a search: the new one goes, and the work stays linear.
    private static let worthwhile = 65_536

    /// Counts a line that was appended last.
    ///
    /// - Returns: The index of the line to drop; nil when the card fits.
    /// - Complexity: O(lines) only when that many bytes are given up for it.
    mutating func add(_ count: Int, to lines: [[UInt8]]) -> Int? {
        used += count
        guard used > CardLimits.maximumCardBytes else {
            longest = max(longest, count)
            return nil
        }
        guard max(longest, count) >= Self.worthwhile else {
            used -= count
            return lines.count - 1
        }
        let dropped = lines.indices.max { lines[$0].count < lines[$1].count } ?? lines.count - 1
        used -= lines[dropped].count
        longest = 0
        for (index, line) in lines.enumerated() where index != dropped {
            longest = max(longest, line.count)
        }
        return dropped
    }
}
