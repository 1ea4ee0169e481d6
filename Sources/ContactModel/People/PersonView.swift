package import ChangeLog

/// A card in the form people read: a projection of its lines, never stored back.
///
/// - Complexity: One pass over the lines; inline photos are not read.
package struct PersonView: Hashable, Sendable {
    package let entity: EntityID
    package internal(set) var form: CardForm = .individual
    /// Never empty: FN, else N, ORG, NICKNAME, first e-mail, first phone, UID, else "(no name)".
    package internal(set) var displayName = ""
    /// The sort key: the card's own, else family and given name.
    package internal(set) var sortName = ""
    package internal(set) var name = PersonName()
    package internal(set) var nicknames: [String] = []
    /// Names of further lines: in another script, or as the person was called once.
    package internal(set) var furtherNames: [PersonName] = []
    /// How the name is said (`X-PHONETIC-…`); nil for most.
    package internal(set) var phoneticName: PersonName?
    package internal(set) var organisation = ""
    /// The units below the organisation, from the greatest.
    package internal(set) var organisationUnits: [String] = []
    package internal(set) var title = ""
    package internal(set) var role = ""
    /// The further titles, roles, and organisations, each with its units behind it, in the order of
    /// the lines.
    package internal(set) var furtherTitles: [String] = []
    package internal(set) var furtherRoles: [String] = []
    package internal(set) var furtherOrganisations: [[String]] = []
    package internal(set) var emails: [Labelled<String>] = []
    package internal(set) var phones: [Labelled<String>] = []
    package internal(set) var urls: [Labelled<String>] = []
    package internal(set) var addresses: [Labelled<PostalAddress>] = []
    /// Messengers and social profiles, as the card writes them.
    package internal(set) var handles: [Labelled<String>] = []
    /// Related people by label, such as "spouse" or "mother".
    package internal(set) var relations: [Labelled<String>] = []
    package internal(set) var birthday: PartialDate?
    package internal(set) var anniversary: PartialDate?
    /// Further dates by label.
    package internal(set) var dates: [Labelled<PartialDate>] = []
    package internal(set) var notes: [String] = []
    /// In the order of the card, each once.
    package internal(set) var tags: [String] = []
    /// The values of the standard's other properties, in the order of the card.
    package internal(set) var facts: [CardFact] = []
    /// Fields of the person's own, in the order of the card.
    package internal(set) var custom: [CustomField] = []
    /// Cells of imported tables whose column cannot name a field, see ``KeptCell``.
    package internal(set) var keptCells: [String] = []
    /// The names of group cards that name this one: not on the card, so whoever knows them says so.
    package var groupCards: [String] = []
    package internal(set) var photo: PhotoReference?
    package internal(set) var uid: String?
    package internal(set) var version: CardVersion = .three

    /// The name shown for a card that names nobody.
    package static let noName = "(no name)"

    /// Says by name, for readers who know no ids, whom relations name otherwise.
    package mutating func nameRelations(_ names: [String: String]) {
        relations = relations.map { relation in
            guard let name = names[relation.value] else { return relation }
            return Labelled(
                value: name, label: relation.label, isPreferred: relation.isPreferred,
                element: relation.element)
        }
    }

    init(entity: EntityID) {
        self.entity = entity
    }

    /// The kind of entity that the card stands for.
    package var kind: EntityKind { form.kind }

    /// Whether the shown name is one, and no address, number or organisation in the place of one.
    package var isNamed: Bool {
        guard name.isBlank else { return true }
        let others = [Self.noName, organisation] + (emails + phones).map(\.value)
        return !others.contains(displayName)
    }

    /// Every group the person is in, by tag or by group card, each once.
    package var groups: [String] {
        var seen = Set(tags.map(GroupCard.key(ofName:)))
        return tags + groupCards.filter { seen.insert(GroupCard.key(ofName: $0)).inserted }
    }

    /// The e-mail address to use: the preferred, else the first.
    package var primaryEmail: String? {
        (emails.first { $0.isPreferred } ?? emails.first)?.value
    }

    /// The phone number to use: the preferred, else the first at which somebody speaks.
    package var primaryPhone: String? { callable.first?.value }

    /// The phone numbers, the one to use first; behind all others those of no voice.
    package var callable: [Labelled<String>] {
        let spoken = phones.filter { !LineLabel.isMute($0.label) }
        let preferred = spoken.filter(\.isPreferred) + spoken.filter { !$0.isPreferred }
        return preferred + phones.filter { LineLabel.isMute($0.label) }
    }

    /// The e-mail addresses in the form in which they are matched, each once.
    package var emailKeys: [String] { Self.unique(emails.map { MatchKey.email($0.value) }) }

    /// The phone numbers in the form in which they are matched, each once.
    package var phoneKeys: [String] { Self.unique(phones.map { MatchKey.phone($0.value) }) }

    private static func unique(_ keys: [String]) -> [String] {
        var seen: Set<String> = []
        return keys.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

/// Where a card's photo is; it is never loaded with the card.
package enum PhotoReference: Hashable, Sendable {
    /// In the card itself, of about that many bytes.
    case inline(approximateBytes: Int)
    /// Elsewhere; never fetched unasked.
    case uri(String)
}
