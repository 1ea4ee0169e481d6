package import ChangeLog
import ContactModel
import SQLiteLog

/// How a team that has no card of somebody comes to one.
package enum CardRemedy: Hashable, Sendable {
    /// The card is in the user's own book, and can be given.
    case share
    /// It is in another team's space: only one's own can be given.
    case copy
    /// It lies in the trash.
    case restore
    /// There is none any more.
    case none

    /// The commands, and what they do: a part of a sentence.
    package func words(for name: String, in space: String) -> String {
        let (name, space) = (ShellWord.plain(name), ShellWord.plain(space))
        let share = "`kith share \(name) --space \(space)`"
        return switch self {
        case .share: share + " gives one"
        case .copy: "`kith unshare \(name) --copy`, then \(share), gives one"
        case .restore: "`kith restore \(name)` brings one out of the trash"
        case .none: "there is no card of theirs any more"
        }
    }
}

extension Replica {
    /// How a team that has no card of somebody comes to one.
    ///
    /// - Throws: ``ReplicaError``.
    package func cardRemedy(of person: EntityID) throws -> CardRemedy {
        try database.read { try $0.cardRemedy(of: person) }
    }
}

extension Session {
    /// How a team that has no card of somebody comes to one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func cardRemedy(of person: EntityID) throws -> CardRemedy {
        let homes = try spaces().filter { try card(of: person, in: $0) != nil }
        if homes.contains(where: \.isPersonal) { return .share }
        guard homes.isEmpty else { return .copy }
        return try names(of: [person])[person] == nil ? .none : .restore
    }
}
