import ChangeLog
import ContactModel
import SQLiteReplica

/// Somebody whose card a new one may be the second of.
struct KnownAlready {
    private let person: PersonSummary
    /// The address or number that both have; nil for the same name.
    private let value: String?

    /// Looks for who is called so, however it is spelled, or has one of the addresses or numbers.
    ///
    /// - Returns: Nil for nobody, and where several have what a new person says.
    /// - Throws: `ReplicaError`.
    static func find(
        name: String, emails: [String], phones: [String], _ replica: Replica
    ) throws -> KnownAlready? {
        let words = Self.words(name)
        let named = try replica.lookUp(name).people.first { Self.words($0.name) == words }
        if let named { return KnownAlready(person: named, value: nil) }
        for value in emails + phones where !value.allSatisfy(\.isWhitespace) {
            if case .one(let person) = try replica.lookUp(value) {
                return KnownAlready(person: person, value: value)
            }
        }
        return nil
    }

    private static func words(_ name: String) -> [String] {
        FoldedText.words(name).map(NameReading.comparable)
    }

    /// The sentence about it once the new card is there.
    func sentence(for new: EntityID) -> String {
        let ids = [person.id, new].map(PeopleTable.shortID).joined(separator: " ")
        let name = TerminalText.visible(person.name)
        let known =
            value.map { "\(name) has \(TerminalText.visible($0)) already" }
            ?? "There is \(name) already"
        return "\(known); if they are one person: `kith merge \(ids)`, else "
            + "`kith dupes --not \(ids)`."
    }
}

extension PersonLookUp {
    /// Everybody who may be meant.
    fileprivate var people: [PersonSummary] {
        switch self {
        case .none: []
        case .one(let person): [person]
        case .several(let people): people
        }
    }
}
