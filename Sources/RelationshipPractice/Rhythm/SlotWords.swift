/// The words of a slot of the week in a calendar: whom to call or see, and where to reach them
/// (practice S3-8, S3-17).
package struct SlotWords: Hashable, Sendable {
    /// Such as `Call Ada Lind`.
    package let summary: String
    /// The number to call or the address to write to; empty when neither is the way.
    package let place: String
    /// Every way that the card has, a line each.
    package let reach: [String]

    /// Puts it into words.
    ///
    /// - Parameters:
    ///   - name: Of the person.
    ///   - channel: How the person is reached best; empty when nothing tells.
    ///   - phone: Of the card; empty without.
    ///   - email: Of the card; empty without.
    package init(name: String, channel: String, phone: String, email: String) {
        switch channel {
        case "phone", "call":
            (summary, place) = ("Call \(name)", phone)
        case "video":
            (summary, place) = ("Video call with \(name)", "")
        case "mail", "e-mail", "email":
            (summary, place) = ("Write to \(name)", email)
        case "in person":
            (summary, place) = ("Meet \(name)", "")
        case "":
            (summary, place) = ("In touch: \(name)", phone)
        default:
            (summary, place) = ("In touch: \(name) (\(channel))", "")
        }
        reach = [phone, email].filter { !$0.isEmpty }
    }
}
