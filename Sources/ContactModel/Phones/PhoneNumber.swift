/// A telephone number as the whole world dials it (ITU-T E.164), read from what people write.
///
/// Only its form is known: whether anybody answers is not. Whoever reads one keeps the text it was
/// read from: this is for comparing and dialling.
package struct PhoneNumber: Hashable, Sendable {
    package let callingCode: Int
    /// The digits after the calling code, without a trunk prefix.
    package let national: String
    /// The digits to dial once connected.
    package let extensionDigits: String?

    /// `+` and all digits, at most 15; the extension is not part of it.
    package var e164: String { "+\(callingCode)\(national)" }

    /// More than this is no number, whatever it contains.
    private static let maximumByteCount = 200

    /// Reads any of the forms in which people and programs write a number; nil when it cannot be one.
    ///
    /// Understood are `+`, `00` and the country's own international prefix, trunk prefixes, "(0)",
    /// words such as "Tel:" before it, letters for digits, `tel:` addresses, and extensions.
    ///
    /// - Parameters:
    ///   - text: What the card says.
    ///   - home: The plan of numbers that do not name their country; nil refuses those.
    package init?(_ text: String, home: DialingPlan?) {
        guard text.utf8.count <= Self.maximumByteCount else { return nil }
        let written = WrittenNumber(text)
        guard let written, let found = Self.resolve(written, home: home) else { return nil }
        callingCode = found.plan.callingCode
        national = found.national
        extensionDigits = written.extensionDigits
    }

    /// Whether two texts are one number: one without its country is taken for one of the other's.
    package static func isSame(_ one: String, _ other: String) -> Bool {
        let (first, second) = (PhoneNumber(one, home: nil), PhoneNumber(other, home: nil))
        let code = first?.callingCode ?? second?.callingCode
        let home = code.flatMap { DialingPlan.plan(startOf: String($0)[...]) }
        guard let home, let whole = first ?? PhoneNumber(one, home: home) else { return false }
        return whole == second ?? PhoneNumber(other, home: home)
    }

    private typealias Resolved = (plan: DialingPlan, national: String)

    /// Tries the readings of a number, the likeliest first.
    private static func resolve(_ written: WrittenNumber, home: DialingPlan?) -> Resolved? {
        let digits = written.digits[...]
        if written.isInternational { return international(digits, written) }
        for prefix in home?.exitPrefixes ?? ["00"] where digits.hasPrefix(prefix) {
            let rest = digits.dropFirst(prefix.utf8.count)
            if let found = international(rest, written) { return found }
        }
        guard let home else { return nil }
        let national = Self.national(digits, in: home)
        if let bare = withoutPlus(digits, written, home), national == nil || bare.isLikelier {
            return bare.found
        }
        return national.map { (home, $0) }
    }

    private static func international(
        _ digits: Substring, _ written: WrittenNumber
    ) -> Resolved? {
        guard let plan = DialingPlan.plan(startOf: digits) else { return nil }
        var rest = digits.dropFirst(String(plan.callingCode).utf8.count)
        if written.hasZeroInParentheses, !plan.keepsZero, plan.trunkPrefixes.isEmpty,
            rest.first == "0"
        {
            rest = rest.dropFirst()
        }
        return national(rest, in: plan).map { (plan, $0) }
    }

    /// A number that begins with the calling code of its own country, its `+` lost on the way.
    private static func withoutPlus(
        _ digits: Substring, _ written: WrittenNumber, _ home: DialingPlan
    ) -> (found: Resolved, isLikelier: Bool)? {
        let code = String(home.callingCode)
        guard digits.hasPrefix(code) else { return nil }
        let rest = digits.dropFirst(code.utf8.count)
        guard let found = international(digits, written), home.allows(digits: rest.utf8.count)
        else { return nil }
        // Where a zero leads every long-distance number, so many digits without one are foreign.
        let isLikelier = home.trunkPrefixes == ["0"] && digits.utf8.count >= 11
        return (found, isLikelier)
    }

    /// The national number without what is only dialled inside the country; nil for a wrong length.
    private static func national(_ digits: Substring, in plan: DialingPlan) -> String? {
        if let special = NationalHabit.number(digits, callingCode: plan.callingCode) {
            return special
        }
        for prefix in plan.trunkPrefixes where digits.hasPrefix(prefix) {
            let rest = digits.dropFirst(prefix.utf8.count)
            let isOptional = !prefix.contains("0") && plan.allows(digits: digits.utf8.count)
            if !isOptional, plan.allows(digits: rest.utf8.count) { return String(rest) }
        }
        return plan.allows(digits: digits.utf8.count) ? String(digits) : nil
    }
}
