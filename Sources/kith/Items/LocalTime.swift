import ContactModel
import Glibc
import SQLiteReplica

/// The machine's clock and time zone.
enum LocalTime {
    /// Now, Unix milliseconds.
    static var now: UInt64 { ReplicaEnvironment.system.wallMilliseconds() }

    /// Today, where the machine is.
    static var today: CivilDay { day(of: now) }

    /// The day on which an instant falls, where the machine is.
    static func day(of milliseconds: UInt64) -> CivilDay {
        CivilDay(milliseconds: milliseconds, minutesEast: minutesEast(at: milliseconds))
    }

    /// How far the machine's zone is ahead of UTC at an instant.
    static func minutesEast(at milliseconds: UInt64) -> Int {
        var seconds = time_t(clamping: min(milliseconds / 1_000, 253_402_300_799))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return 0 }
        return parts.tm_gmtoff / 60
    }

    /// When something of a day was: now when it is today, else the instant that stands for the day.
    ///
    /// - Returns: Unix milliseconds; nil before 1970.
    static func instant(of day: CivilDay) -> UInt64? { day == today ? now : day.instantWithoutTime }

    /// The first instant of a day by the machine's zone; days before 1970 begin when time does.
    static func start(of day: CivilDay) -> UInt64 {
        day.instant(atMinute: 0, minutesEast: minutesEast)
    }

    /// The last instant of a day by the machine's zone.
    static func end(of day: CivilDay) -> UInt64 {
        let next = start(of: day.adding(days: 1))
        return next == 0 ? 0 : next - 1
    }

    /// Reads when something was: a day, a time, or both (``SpokenMoment``); nil for anything else, and
    /// before 1970.
    static func instant(_ text: String) -> UInt64? {
        guard let moment = SpokenMoment(ofPast: text, today: today) else { return nil }
        switch moment.day {
        case nil: return instant(day: nil, minute: moment.minute)
        case .day(let day)?: return instant(day: day, minute: moment.minute)
        case .unclear?: return nil
        }
    }

    /// A time of a day, of today without one; without a time the instant that stands for the day.
    ///
    /// A time that clocks leave out goes forward, and of one that comes twice it is the first.
    ///
    /// - Returns: Unix milliseconds; nil before 1970.
    static func instant(day: CivilDay?, minute: Int?) -> UInt64? {
        let day = day ?? today
        guard let minute else { return instant(of: day) }
        guard day.instantWithoutTime != nil else { return nil }
        return day.instant(atMinute: minute, minutesEast: minutesEast)
    }
}
