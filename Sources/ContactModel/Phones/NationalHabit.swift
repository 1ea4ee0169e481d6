/// Countries in which a number changes by more than a prefix when it is called from abroad.
enum NationalHabit {
    /// The national number of a form that only such a country has; nil when the rule says nothing.
    static func number(_ digits: Substring, callingCode: Int) -> String? {
        switch callingCode {
        case 52: mexican(digits)
        case 54: argentine(digits)
        case 55: brazilian(digits)
        default: nil
        }
    }

    /// Until 2019 mobiles were called with 044 or 045 inside Mexico, with 1 from abroad.
    private static func mexican(_ digits: Substring) -> String? {
        for prefix in ["044", "045", "01", "1"] where digits.hasPrefix(prefix) {
            let rest = digits.dropFirst(prefix.utf8.count)
            if rest.utf8.count == 10 { return String(rest) }
        }
        return nil
    }

    /// Inside Argentina a mobile has 15 after its area code, from abroad 9 before it.
    private static func argentine(_ digits: Substring) -> String? {
        let rest = digits.hasPrefix("0") ? digits.dropFirst() : digits
        guard rest.utf8.count == 12 else { return nil }
        for areaLength in rest.hasPrefix("11") ? [2] : [3, 4] {
            let tail = rest.dropFirst(areaLength)
            if tail.hasPrefix("15") {
                return "9" + rest.prefix(areaLength) + tail.dropFirst(2)
            }
        }
        return nil
    }

    /// Inside Brazil two digits after the 0 choose who carries the call.
    private static func brazilian(_ digits: Substring) -> String? {
        guard digits.hasPrefix("0"), (13...14).contains(digits.utf8.count) else { return nil }
        return String(digits.dropFirst(3))
    }
}
