package import ChangeLog

/// One touch that a member of a team shared with it by name, as everybody there reads it.
package struct SharedTouch: Hashable, Sendable {
    package let id: EntityID
    /// Who shared it, by the user name on the server; who may write there could say any.
    package let who: String
    /// When it was, Unix milliseconds.
    package let milliseconds: UInt64
    /// One of ``ItemCatalogue/touchTypes``; empty when it does not say.
    package let type: String
    package let channel: String
    package let text: String
    /// The team's cards of those it was with, in the order in which they were said.
    package let people: [EntityID]

    /// All that ever goes of a touch to a team; whatever else it says stays private (P10).
    package static let fields: [FieldName] = [.at, .type, .channel, .text, .with]

    /// Reads what the space of a team says of a touch.
    ///
    /// - Returns: Nil for what does not say who shared it, or when it was.
    package init?(_ item: Item) {
        let who = item.text(.who)
        guard item.kind == .touch, !who.isEmpty, let at = item.instant(.at) else { return nil }
        self.init(
            id: item.id, who: who, milliseconds: at, type: item.text(.type),
            channel: item.text(.channel), text: item.text(.text), people: item.entities(.with))
    }

    /// The same with others.
    package func with(_ people: [EntityID]) -> SharedTouch {
        SharedTouch(
            id: id, who: who, milliseconds: milliseconds, type: type, channel: channel, text: text,
            people: people)
    }

    package init(
        id: EntityID, who: String, milliseconds: UInt64, type: String = "", channel: String = "",
        text: String = "", people: [EntityID] = []
    ) {
        self.id = id
        self.who = who
        self.milliseconds = milliseconds
        self.type = type
        self.channel = channel
        self.text = text
        self.people = people
    }
}
