/// Stretches of the calendar in days, as the practice counts them: facts, no choices.
package enum DayCount {
    package static let week = 7
    /// As `m` is read in what people write (``DaySpan``).
    package static let month = 30
    package static let quarter = 91
    package static let halfYear = 182
    package static let year = 365
}
