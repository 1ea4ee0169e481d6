/// How many slips of the pen lie between two words.
package enum SpellingDistance {
    /// Longer words are only compared for equality, so that no text takes long.
    package static let maximumLetterCount = 64

    /// The number of letters to add, leave out, replace, or swap with their neighbour.
    ///
    /// No letter is touched twice (optimal string alignment, Damerau 1964).
    ///
    /// - Parameters:
    ///   - left: One word.
    ///   - right: The other.
    ///   - limit: The greatest number that is of interest.
    /// - Returns: nil when more slips than the limit are needed.
    /// - Complexity: O(n · m) for n and m letters, both at most ``maximumLetterCount``.
    package static func between<Letter: Equatable>(
        _ left: [Letter], _ right: [Letter], limit: Int
    ) -> Int? {
        guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
        if left == right { return 0 }
        guard max(left.count, right.count) <= maximumLetterCount else { return nil }
        var before = Array(0...right.count)
        var earlier = before
        for index in left.indices {
            let row = nextRow(left, right, at: index, before: before, earlier: earlier)
            guard let least = row.min(), least <= limit else { return nil }
            (earlier, before) = (before, row)
        }
        return before[right.count] <= limit ? before[right.count] : nil
    }

    /// The slips between the first letters of `left` up to `index` and each beginning of `right`.
    private static func nextRow<Letter: Equatable>(
        _ left: [Letter], _ right: [Letter], at index: Int, before: [Int], earlier: [Int]
    ) -> [Int] {
        var row = [index + 1]
        for column in right.indices {
            let isSame = left[index] == right[column]
            var slips = min(before[column + 1], row[column]) + 1
            slips = min(slips, before[column] + (isSame ? 0 : 1))
            let isSwap =
                index > 0 && column > 0 && left[index] == right[column - 1]
                && left[index - 1] == right[column]
            if isSwap { slips = min(slips, earlier[column - 1] + 1) }
            row.append(slips)
        }
        return row
    }

    /// The same between two texts, by their Unicode scalars; fold them first.
    package static func between(_ left: String, _ right: String, limit: Int) -> Int? {
        between(Array(left.unicodeScalars), Array(right.unicodeScalars), limit: limit)
    }

    /// How many slips are forgiven in a word of so many letters.
    package static func tolerance(letters: Int) -> Int {
        letters < 4 ? 0 : letters < 8 ? 1 : 2
    }
}
