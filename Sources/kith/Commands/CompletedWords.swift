import ArgumentParser
import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The words that the shell completes by asking `kith complete`, which reads the replica.
enum CompletedWords: String, CaseIterable, ExpressibleByArgument {
    /// Names of people, and `@name` of saved searches.
    case people
    case groups
    case spaces
    /// Tiers, and people.
    case tiers
    /// Fields of what one says about somebody, people, and titles of what is open.
    case said
    /// Fields of what one says about oneself.
    case answers
    /// Titles of what can end and is not over.
    case open
    /// Titles of all that was written down but touches, for they are many.
    case written
    case gatherings
    case pools
    case topics
    /// Goals, areas and campaigns.
    case purposes

    /// The function of the completion scripts that asks for them.
    var function: String { "__kith_" + rawValue }

    /// For the definition of an argument; ``CompletionScript`` has the function.
    var kind: CompletionKind { .shellCommand(function) }

    /// How many people are offered: a shell shows no more of them at once than a screen has.
    private static let offeredPeople = 2_000

    /// The words that begin with a text, as each kind of word is looked for.
    ///
    /// - Parameters:
    ///   - text: As it was typed, in any case.
    ///   - replica: Where they stand.
    /// - Returns: Those of fixed lists first; a field ends with `=`.
    /// - Throws: ``ReplicaError``.
    func offered(for text: String, _ replica: Replica) throws -> [String] {
        switch self {
        case .people: try Self.people(text, replica)
        case .groups: try replica.groupNames(beginningWith: text)
        case .spaces:
            Self.of(try replica.spaces(countsPeople: false).map(\.name), beginningWith: text)
        case .tiers:
            Self.of(Tier.allCases.map(\.rawValue) + ["none"], beginningWith: text)
                + (try Self.people(text, replica))
        case .said:
            Self.fields(ItemCatalogue.overlay, text) + (try Self.people(text, replica))
                + (try Self.titles(of: Self.kinds, text, replica, isOpen: true))
        case .answers: Self.fields(ItemCatalogue.schema(of: .me)?.fields ?? [], text)
        case .open:
            try Self.titles(
                of: Self.kinds.filter { ItemCatalogue.schema(of: $0)?.closed.isEmpty == false },
                text, replica, isOpen: true)
        case .written: try Self.titles(of: Self.kinds, text, replica)
        case .gatherings: try Self.titles(of: [.event], text, replica)
        case .pools: try Self.titles(of: [.pool], text, replica)
        case .topics: try Self.titles(of: [.topic], text, replica)
        case .purposes: try Self.titles(of: [.goal, .area, .campaign], text, replica)
        }
    }

    /// Every kind of item but touches.
    private static let kinds = ItemCatalogue.schemas.map(\.kind).filter { $0 != .touch }

    private static func people(_ text: String, _ replica: Replica) throws -> [String] {
        guard text.hasPrefix("@") else {
            return try replica.names(beginningWith: text, limit: offeredPeople)
        }
        return of(
            try replica.items(of: .search).map { "@" + $0.text(.name) }, beginningWith: text)
    }

    private static func fields(_ fields: [ItemField], _ text: String) -> [String] {
        of(fields.map { $0.name.rawValue + "=" }, beginningWith: text)
    }

    private static func titles(
        of kinds: [EntityKind], _ text: String, _ replica: Replica, isOpen: Bool = false
    ) throws -> [String] {
        let titles = try kinds.flatMap { try replica.items(of: $0) }
            .filter { !isOpen || !$0.isOver }.map { ItemText.title($0) }
        return of(titles.filter { !$0.isEmpty }, beginningWith: text)
    }

    private static func of(_ words: [String], beginningWith text: String) -> [String] {
        let key = text.lowercased()
        return words.filter { $0.lowercased().hasPrefix(key) }
    }
}
