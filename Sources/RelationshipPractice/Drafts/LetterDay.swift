package import ContactModel

/// A day as one writes it in a letter: `7 October`, and of another year `7 October 2025`.
package enum LetterDay {
    /// The words of a day.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - today: The day of the letter.
    /// - Returns: In English, as the words of a draft are.
    package static func text(_ day: CivilDay, today: CivilDay) -> String {
        let parts = day.parts
        let month = months.dropFirst(parts.month - 1).first ?? ""
        let text = "\(parts.day) \(month)"
        return parts.year == today.parts.year ? text : "\(text) \(parts.year)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
