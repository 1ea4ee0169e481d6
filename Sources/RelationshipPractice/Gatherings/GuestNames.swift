package import ChangeLog
package import ContactModel

/// The people meant by names jotted down at a gathering: names of those who are expected may be
/// short (practice S1-22).
package struct GuestNames {
    package typealias Person = (id: EntityID, name: String)

    private let expected: [Person]
    private let guests: [Item]

    /// The outcome of looking for a name.
    package enum Finding {
        case one(Person)
        /// So many.
        case several(Int)
        case nobody
    }

    /// Takes who is expected.
    ///
    /// - Parameters:
    ///   - expected: Everybody with a card.
    ///   - guests: The list of the gathering, items of the kind `guest`.
    package init(expected: [Person], guests: [Item]) {
        self.expected = expected
        self.guests = guests
    }

    /// Those with a card whose name begins so.
    package func people(named name: String) -> Finding {
        let fitting = expected.filter { Self.isBeginning(name, of: $0.name) }
        guard let first = fitting.first else { return .nobody }
        return fitting.count == 1 ? .one(first) : .several(fitting.count)
    }

    /// The one guest of the list whose name begins so; nil when it could be nobody or several.
    package func guest(named name: String) -> Item? {
        let fitting = guests.filter { Self.isBeginning(name, of: $0.text(.text)) }
        return fitting.count == 1 ? fitting.first : nil
    }

    /// Whether every word begins a word of the name.
    private static func isBeginning(_ text: String, of name: String) -> Bool {
        let (words, theirs) = (FoldedText.words(text), FoldedText.words(name))
        return !words.isEmpty
            && words.allSatisfy { word in theirs.contains { $0.hasPrefix(word) } }
    }
}

/// The identity that makes a guest the same on every machine.
package enum GuestIdentity {
    /// The parts that the id of a guest is derived from: the gathering, and the address, else the
    /// name.
    package static func parts(of name: String, email: String, at event: EntityID) -> [String] {
        let key = email.isEmpty ? FoldedText.words(name).joined(separator: " ") : email
        return ["guest", event.description, key]
    }
}
