/// How far two birthdays agree.
enum BirthdayComparison {
    /// Compares two dates; nil when they say nothing about each other.
    static func compare(
        _ left: PartialDate, _ right: PartialDate
    ) -> (kind: DuplicateEvidence.Kind, weight: Int)? {
        let years = difference(left.year, right.year)
        guard let month = left.month, let day = left.day, let otherMonth = right.month,
            let otherDay = right.day
        else {
            let months = difference(left.month, right.month)
            let isDifferent = (years ?? 0) != 0 || (months ?? 0) != 0
            return isDifferent ? (.differentBirthdays, -60) : nil
        }
        if month == otherMonth, day == otherDay {
            guard let years else { return (.birthdayWithoutYear, 22) }
            if years == 0 { return (.sameBirthday, 44) }
            return years == 1 ? (.birthdayMisread, -15) : (.differentBirthdays, -60)
        }
        guard (years ?? 0) == 0 else { return (.differentBirthdays, -60) }
        // 4 December and 12 April are one date to two programs.
        if month == otherDay, day == otherMonth { return (.birthdayMisread, 10) }
        let isOneDigit =
            month == otherMonth && (day % 10 == otherDay % 10 || day / 10 == otherDay / 10)
        return isOneDigit ? (.birthdayMisread, -20) : (.differentBirthdays, -60)
    }

    private static func difference(_ left: Int?, _ right: Int?) -> Int? {
        guard let left, let right else { return nil }
        let (difference, isTooGreat) = left.subtractingReportingOverflow(right)
        return isTooGreat ? Int.max : Int(clamping: difference.magnitude)
    }
}
