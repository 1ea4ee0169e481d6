package import ChangeLog

/// The parts of one card that the search for duplicates compares.
package struct DuplicateProfile: Hashable, Sendable {
    package let id: EntityID
    package var form: CardForm
    /// As shown; taken apart when `name` is blank.
    package var displayName: String
    package var name: PersonName
    package var nicknames: [String]
    /// As written.
    package var emails: [String]
    /// As written; compared in E.164.
    package var phones: [String]
    package var birthday: PartialDate?
    package var organisation: String
    package var urls: [String]

    package init(
        id: EntityID, form: CardForm = .individual, displayName: String,
        name: PersonName = PersonName(), nicknames: [String] = [], emails: [String] = [],
        phones: [String] = [], birthday: PartialDate? = nil, organisation: String = "",
        urls: [String] = []
    ) {
        self.id = id
        self.form = form
        self.displayName = displayName
        self.name = name
        self.nicknames = nicknames
        self.emails = emails
        self.phones = phones
        self.birthday = birthday
        self.organisation = organisation
        self.urls = urls
    }

    /// The profile of a card.
    package init(_ view: PersonView) {
        self.init(
            id: view.entity, form: view.form, displayName: view.displayName, name: view.name,
            nicknames: view.nicknames, emails: view.emails.map(\.value),
            phones: view.phones.map(\.value), birthday: view.birthday,
            organisation: view.organisation,
            urls: view.urls.map(\.value) + view.handles.map(\.value))
    }
}

/// Two entities in either order: what "not the same" is remembered of.
package struct DuplicatePair: Hashable, Sendable {
    /// The one with the lower id.
    package let first: EntityID
    package let second: EntityID

    package init(_ one: EntityID, _ other: EntityID) {
        first = min(one, other)
        second = max(one, other)
    }
}

extension DuplicatePair: Comparable {
    /// By the first id, then the second.
    package static func < (left: DuplicatePair, right: DuplicatePair) -> Bool {
        (left.first, left.second) < (right.first, right.second)
    }
}
