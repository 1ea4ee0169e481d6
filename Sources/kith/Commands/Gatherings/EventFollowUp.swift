import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// What to come back to after a gathering: one a person and event, whoever writes it down.
enum EventFollowUp {
    /// The day by which: 48 hours after the event, today when that is over (practice S3-10).
    static func day(_ event: Item) -> CivilDay {
        let today = LocalTime.today
        let day = min(CivilDay(event.text(.day)) ?? today, today)
        return FurtherItem.followUpDay(after: day, today: today)
    }

    /// The id of the follow-up with somebody after an event.
    static func id(_ person: EntityID, _ event: Item, _ replica: Replica) -> EntityID {
        replica.derivedID("followup", person.description, event.id.description)
    }

    /// Whether somebody may be followed up: a no is final (practice S0-11).
    ///
    /// - Throws: ``ReplicaError``.
    static func isWanted(_ person: EntityID, _ replica: Replica) throws -> Bool {
        try !(replica.rhythmFacts(of: person)?.isClosed ?? false)
    }

    /// The follow-up with somebody.
    static func draft(
        _ person: EntityID, _ event: Item, _ note: String, _ replica: Replica
    ) -> ItemDraft {
        var draft = ItemDraft(
            id: id(person, event, replica), kind: .followup)
        // The name of the event stands in its own field: words of it mean the event alone.
        draft.set(.text, text: note.isEmpty ? "say what you took home" : note)
        draft.set(.person, entity: person)
        draft.set(.event, entity: event.id)
        draft.set(.by, text: day(event).description)
        return draft
    }
}
