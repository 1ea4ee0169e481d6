import ContactModel
import Glibc

/// Points in time as people read them, without the weight of a date formatter.
enum TimeText {
    /// The day and minute in the machine's time zone, such as `2026-11-21 14:05`; the day alone when
    /// no time was said.
    static func local(_ milliseconds: UInt64) -> String {
        if let day = CivilDay(withoutTime: milliseconds) { return day.description }
        var seconds = time_t(clamping: min(milliseconds / 1_000, 253_402_300_799))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return "" }
        return "\(number(parts.tm_year + 1900, 4))-\(number(parts.tm_mon + 1, 2))"
            + "-\(number(parts.tm_mday, 2)) \(number(parts.tm_hour, 2)):\(number(parts.tm_min, 2))"
    }

    private static func number(_ value: Int32, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
