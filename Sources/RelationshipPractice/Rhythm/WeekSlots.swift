package import ContactModel

/// The working days of a week and who gets them, one each (practice S3-8).
package enum WeekSlots {
    /// Gives days to people in their order: the first free one on which somebody is due already, else
    /// the last one before.
    ///
    /// - Parameters:
    ///   - contacts: Who is due, those who come first first.
    ///   - free: The days, ascending.
    ///   - limit: As many slots at most.
    /// - Returns: The slots, by day.
    package static func given(
        to contacts: [DueContact], on free: [CivilDay], limit: Int
    ) -> [(day: CivilDay, contact: DueContact)] {
        var free = free
        var slots: [(day: CivilDay, contact: DueContact)] = []
        for contact in contacts.prefix(max(limit, 0)) {
            let place = free.firstIndex { $0 >= contact.due }
            guard let day = place.map({ free.remove(at: $0) }) ?? free.popLast() else { break }
            slots.append((day, contact))
        }
        return slots.sorted { $0.day < $1.day }
    }
}
