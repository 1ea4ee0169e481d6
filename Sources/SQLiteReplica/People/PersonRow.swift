import ChangeLog

/// The values of the column `life` of the `person` table.
enum PersonRow {
    static let trashed: Int64 = 1
    /// Another card of somebody: shown with that person only.
    static let merged: Int64 = 3
    /// The condition for people who are there.
    static let isShown = "life IN (0, 2)"
    /// The condition for people and groups that are there: whoever has a card.
    static let hasCard = "life IN (0, 2, 4, 5)"

    /// When a card was begun, Unix milliseconds, from the column `created`
    /// (``EntitySnapshot/created(in:)``); nil of a card without lines.
    static func createdMilliseconds(_ created: [UInt8]) -> UInt64? {
        guard created.count >= 8 else { return nil }
        return HybridTimestamp(rawValue: created.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
            .milliseconds
    }

    /// How a life stands in the table: group cards have values of their own, so that nothing that
    /// lists people lists them.
    static func life(_ life: EntityLife, isGroup: Bool) -> Int64 {
        switch life {
        case .alive: isGroup ? 4 : 0
        case .trashed: trashed
        case .contested: isGroup ? 5 : 2
        }
    }
}
