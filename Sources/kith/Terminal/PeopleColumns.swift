import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The columns of a list of people when the reader chose them.
struct PeopleColumns {
    let columns: [PersonColumn]
    private let replica: Replica
    private let lastTouches: [EntityID: UInt64]
    private let needsCard: Bool
    private let needsOverlay: Bool

    /// Begins to read columns.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ columns: [PersonColumn], of replica: Replica) throws {
        self.columns = columns
        self.replica = replica
        lastTouches = columns.contains(.touched) ? try replica.lastTouches() : [:]
        needsCard = columns.contains(where: \.isOfCard)
        needsOverlay = columns.contains(where: \.isSaid)
    }

    var titles: [String] { columns.map(\.name) }

    /// Everything that stands in a person's row: the values of each column.
    ///
    /// - Throws: ``ReplicaError``.
    func values(of person: PersonSummary) throws -> [[String]] {
        let view = needsCard ? try replica.view(of: person.id) : nil
        let said = needsOverlay ? try replica.overlay(of: person.id) : nil
        let names = try said.map { try peopleNamed(in: $0) } ?? [:]
        return columns.map { column in
            let values: [String] =
                switch column {
                case .id: [person.id.description]
                case .kind: [person.kind.rawValue]
                case .space: [person.spaces.joined(separator: ", ")]
                case .tier: [person.tier]
                case .touched:
                    lastTouches[person.id].map { [LocalTime.day(of: $0).description] } ?? []
                case .card(let column): view.map(column.values) ?? []
                case .custom(let name): view?.custom.filter { $0.name == name }.map(\.value) ?? []
                case .said(let field): said.map { [ItemText.text(field, of: $0, names)] } ?? []
                }
            return values.filter { !$0.isEmpty }
        }
    }

    /// A row for programs: a list where somebody may have several, else a text.
    ///
    /// - Throws: ``ReplicaError``.
    func json(_ person: PersonSummary) throws -> JSONValue {
        let values = try values(of: person)
        return .object(
            zip(columns, values).map { column, values in
                (column.name, column.isList ? .texts(values) : .text(values.first ?? ""))
            })
    }

    /// The cells of a person's row.
    ///
    /// - Throws: ``ReplicaError``.
    func cells(_ person: PersonSummary) throws -> [String] {
        try values(of: person).map { $0.joined(separator: "; ") }
    }

    /// The names of the people whom the reader's words about somebody name.
    private func peopleNamed(in overlay: Item) throws -> [EntityID: String] {
        let named = columns.flatMap { column -> [EntityID] in
            guard case .said(let field) = column, case .person = field.type else { return [] }
            return overlay.entities(field.name)
        }
        return named.isEmpty ? [:] : try replica.names(of: named)
    }
}

extension PersonColumn {
    fileprivate var isOfCard: Bool {
        switch self {
        case .card, .custom: true
        default: false
        }
    }

    fileprivate var isSaid: Bool {
        if case .said = self { true } else { false }
    }

    /// Whether somebody may have several values.
    fileprivate var isList: Bool {
        switch self {
        case .card(let column): column.isList
        case .custom: true
        default: false
        }
    }
}
