import ContactModel

/// Since when a word about somebody stands: a slip that was taken back does not begin it anew.
package enum StandingWord {
    /// Days another word may have stood between: a week to see a slip; ours (practice S1-27).
    package static let slipDays = 7

    /// When a word was first said of those times that lie together.
    ///
    /// - Parameters:
    ///   - said: When it was said last, Unix milliseconds.
    ///   - earlier: What was said before, in any order, and whether that was the same word.
    /// - Returns: The first time of the same word with no other that stood longer than a slip between.
    package static func since(
        _ said: UInt64, earlier: [(milliseconds: UInt64, isSame: Bool)]
    ) -> UInt64 {
        var since = said
        for word in earlier.sorted(by: { $0.milliseconds > $1.milliseconds })
        where word.milliseconds <= since {
            if word.isSame {
                since = word.milliseconds
            } else if CivilDay(milliseconds: since).number
                - CivilDay(milliseconds: word.milliseconds).number > slipDays
            {
                break
            }
        }
        return since
    }
}
