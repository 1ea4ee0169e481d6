/// How long something took as people write it: `40m`, `1h`, `1h30`, `1h30m`.
package struct MinuteSpan: Hashable, Sendable {
    package let minutes: Int

    /// Reads a length of time; nil for anything else, or beyond a hundred hours.
    package init?(_ text: some StringProtocol) {
        let lower = text.lowercased()
        if lower.hasSuffix("m"), let minutes = Int(lower.dropLast()), (0...6_000).contains(minutes)
        {
            self.minutes = minutes
            return
        }
        let parts = (lower.hasSuffix("m") ? lower.dropLast() : lower[...])
            .split(separator: "h", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), (0...99).contains(hours),
            let rest = parts[1].isEmpty ? 0 : Int(parts[1]), (0..<60).contains(rest)
        else { return nil }
        minutes = hours * 60 + rest
    }
}
