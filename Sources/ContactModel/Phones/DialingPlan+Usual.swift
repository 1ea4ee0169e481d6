extension DialingPlan {
    /// So many numbers have to name a country before those without one are taken for its own.
    private static let fewest = 3

    /// The plan that numbers without their country are likely to be of: that of more than half of
    /// the numbers that name one.
    ///
    /// - Parameter numbers: As they were written.
    /// - Returns: Nil when they tell nothing.
    package static func usual(of numbers: some Sequence<String>) -> DialingPlan? {
        var counts: [Int: Int] = [:]
        var sum = 0
        for number in numbers {
            guard let code = PhoneNumber(number, home: nil)?.callingCode else { continue }
            counts[code, default: 0] += 1
            sum += 1
        }
        guard sum >= fewest, let (code, _) = counts.first(where: { $0.value * 2 > sum }) else {
            return nil
        }
        return plan(startOf: String(code))
    }
}
