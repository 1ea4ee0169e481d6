/// A date of which parts may be unknown, or that is only words: a birthday as people know it.
package enum PartialDate: Hashable, Sendable {
    /// At least one part is known; day 29 of month 2 without a year is a date.
    case parts(year: Int?, month: Int?, day: Int?)
    /// A text that no calendar holds, such as "circa 1800".
    case text(String)

    package var year: Int? {
        if case .parts(let year, _, _) = self { year } else { nil }
    }

    package var month: Int? {
        if case .parts(_, let month, _) = self { month } else { nil }
    }

    package var day: Int? {
        if case .parts(_, _, let day) = self { day } else { nil }
    }

    /// Whether it says all that another one does, and something more.
    package func completes(_ other: PartialDate) -> Bool {
        guard case .parts(let year, let month, let day) = self,
            case .parts(let otherYear, let otherMonth, let otherDay) = other, self != other
        else { return false }
        return zip([year, month, day], [otherYear, otherMonth, otherDay])
            .allSatisfy { $1 == nil || $0 == $1 }
    }

    /// `04-12 1985`, by which both the day of the year and the year are looked for.
    ///
    /// What is not known is `xx`, a year `----`.
    package var yearlyKey: String {
        let (month, day) = (month.map { Self.pad($0, 2) }, day.map { Self.pad($0, 2) })
        return "\(month ?? "xx")-\(day ?? "xx") \(year.map { Self.pad($0, 4) } ?? "----")"
    }

    /// The year that Apple writes for "no year": a leap year no contact was born in.
    package static let appleNoYear = 1604

    /// Reads the forms of RFC 6350 and ISO 8601, basic and extended; anything else is text.
    ///
    /// `19850412`, `1985-04-12`, `--0412`, `--04-12`, `1985-04`, `1985`, `--04`, `---12`; a time of
    /// day is left out. Year 0 and 1604 stand for no year, as does `omittedYear`.
    package init(text: String, omittedYear: Int? = nil) {
        let date = Self.withoutTime(text.utf8)
        guard let (year, month, day) = Self.read(date) else {
            self = .text(text)
            return
        }
        let isNoYear = year == omittedYear || year == 0 || year == Self.appleNoYear
        let knownYear = isNoYear && month != nil ? nil : year
        guard Self.isPossible(year: knownYear, month: month, day: day) else {
            self = .text(text)
            return
        }
        self = .parts(year: knownYear, month: month, day: day)
    }

    /// Reads what a date property says, its `VALUE` and Apple's parameter for "no year" included.
    package init(line: ContentLine) {
        let text = line.text.trimmed
        if line.firstValue(of: "VALUE") == "TEXT" {
            self = .text(text)
            return
        }
        let omitted = line.firstValue(of: "X-APPLE-OMIT-YEAR").flatMap { Int($0) }
        self.init(text: text, omittedYear: omitted)
    }

    /// The date before a time of day; the whole text where what follows is anything else, such as the
    /// month of `1985 Apr 12`.
    private static func withoutTime(_ text: String.UTF8View) -> [UInt8] {
        let isSign: (UInt8) -> Bool = { $0.upperCased == 0x54 || $0 == .space }
        let date = Array(text.prefix { !isSign($0) })
        let rest = text.dropFirst(date.count)
        guard let sign = rest.first else { return date }
        let isTime =
            sign == .space
            ? ["dddddddd", "dddd-dd-dd"].contains(shape(of: date)) && isClock(rest.dropFirst())
            : rest.dropFirst().allSatisfy(isOfTime)
        return isTime ? date : Array(text)
    }

    /// Whether it is a time as spreadsheets and logs write it: `10:30`, `12:00 AM`, `0:00:00 UTC`.
    private static func isClock(_ text: Substring.UTF8View) -> Bool {
        let words = text.split(separator: .space)
        guard let first = words.first else { return true }
        return first.contains(UInt8(ascii: ":"))
            && words.allSatisfy { word in
                word.allSatisfy(isOfTime)
                    || ["AM", "PM", "UTC", "GMT"].contains(String(Substring(word)).uppercased())
            }
    }

    private static func isOfTime(_ byte: UInt8) -> Bool {
        byte.isDigit || ":.+-Zz".utf8.contains(byte)
    }

    private static func read(_ date: [UInt8]) -> (year: Int?, month: Int?, day: Int?)? {
        guard date.count <= 10, date.allSatisfy({ $0.isDigit || $0 == 0x2D }) else { return nil }
        let digits = date.filter(\.isDigit)
        // Each shape has as many digits as its ranges reach, so no range leaves the array.
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 & 15) }
        }
        switch shape(of: date) {
        case "dddddddd", "dddd-dd-dd":
            return (number(0..<4), number(4..<6), number(6..<8))
        case "dddd-dd": return (number(0..<4), number(4..<6), nil)
        case "dddd": return (number(0..<4), nil, nil)
        case "--dddd", "--dd-dd": return (nil, number(0..<2), number(2..<4))
        case "--dd": return (nil, number(0..<2), nil)
        case "---dd": return (nil, nil, number(0..<2))
        default: return nil
        }
    }

    private static func shape(of date: [UInt8]) -> String {
        String(decoding: date.map { $0.isDigit ? UInt8(ascii: "d") : $0 }, as: UTF8.self)
    }

    private static func isPossible(year: Int?, month: Int?, day: Int?) -> Bool {
        if let month, !(1...12).contains(month) { return false }
        guard let day else { return true }
        guard let month else { return (1...31).contains(day) }
        let isLeap = year.map { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) } ?? true
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day >= 1 && day <= lengths[month - 1]
    }
}

extension PartialDate {
    /// The properties in which programs write the anniversary: the one of 4.0 (RFC 6350 6.2.6), the usual one
    /// of 3.0, then those of single programs.
    package static let anniversaryProperties = [
        "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY",
        "X-KADDRESSBOOK-X-ANNIVERSARY",
    ]
}

extension PartialDate: CustomStringConvertible {
    /// The extended form, `1985-04-12` or `--04-12`; a text date is itself.
    package var description: String { form(separator: "-") }

    /// As people read it: a day of no year is `10 Oct`, and not `--10-10`.
    package var spoken: String {
        guard case .parts(nil, let month?, let day) = self,
            let name = Self.shortMonths.dropFirst(month - 1).first
        else { return description }
        return day.map { "\($0) \(name)" } ?? name
    }

    private static let shortMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The form of vCard 4.0: basic, except year and month alone.
    package var basicForm: String {
        if case .parts(.some, .some, nil) = self { return description }
        return form(separator: "")
    }

    private func form(separator: String) -> String {
        switch self {
        case .text(let text): return text
        case .parts(nil, nil, let day): return "---" + Self.pad(day ?? 0, 2)
        case .parts(nil, let month?, nil): return "--" + Self.pad(month, 2)
        case .parts(nil, let month?, let day?):
            return "--" + Self.pad(month, 2) + separator + Self.pad(day, 2)
        case .parts(let year?, let month, let day):
            let rest = [month, day].compactMap { $0.map { Self.pad($0, 2) } }
            return ([Self.pad(year, 4)] + rest).joined(separator: separator)
        }
    }

    fileprivate static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
