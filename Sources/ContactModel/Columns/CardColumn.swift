/// A part of a card that a list can have a column for.
package enum CardColumn: String, Hashable, Sendable, CaseIterable {
    case name, given, family, nickname
    case organisation, title, role
    /// The address or number to use.
    case email, phone
    /// All of them.
    case emails, phones
    case url, handle, address, street, city, region, country
    case birthday, anniversary, died
    case tag, relation, note

    /// Whether somebody may have several: programs get a list then.
    package var isList: Bool {
        switch self {
        case .nickname, .emails, .phones, .url, .handle, .address, .street, .city, .region,
            .country,
            .tag, .relation, .note:
            true
        default: false
        }
    }

    /// The values of the column in a card, in its order, each once; none where the card has none.
    package func values(of view: PersonView) -> [String] {
        var seen: Set<String> = []
        return all(of: view).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private func all(of view: PersonView) -> [String] {
        switch self {
        case .name: [view.displayName]
        case .given: [view.name.given]
        case .family: [view.name.family]
        case .nickname: view.nicknames
        case .organisation: [view.organisation]
        case .title: [view.title]
        case .role: [view.role]
        case .email: [view.primaryEmail ?? ""]
        case .phone: [view.primaryPhone ?? ""]
        case .emails: view.emails.map(\.value)
        case .phones: view.phones.map(\.value)
        case .url: view.urls.map(\.value)
        case .handle: view.handles.map(\.value)
        case .birthday: [view.birthday?.description ?? ""]
        case .anniversary: [view.anniversary?.description ?? ""]
        case .died: view.facts.first(where: \.isDeath).map { [$0.value] } ?? []
        case .tag: view.groups
        case .relation:
            view.relations.map { $0.label.isEmpty ? $0.value : "\($0.label): \($0.value)" }
        case .note: view.notes
        case .address, .street, .city, .region, .country: view.addresses.map { part(of: $0.value) }
        }
    }

    private func part(of address: PostalAddress) -> String {
        switch self {
        case .street: address.street
        case .city: address.locality
        case .region: address.region
        case .country: address.country
        default: address.oneLine
        }
    }
}
