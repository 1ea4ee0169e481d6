import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog
import SyncProtocol

/// The edits in the spaces of teams that go with a command's private edits of touches.
struct SharedTouchEdits {
    /// The edits, by their space.
    private(set) var parts: [SpaceEdits] = []
    /// The readings that teams have after it.
    private(set) var readings: [TeamReading] = []
    private let session: Session
    private let digest: DigestFunction
    private let schema: ItemSchema?

    /// Begins with nothing to write.
    init(_ session: Session, using digest: DigestFunction) {
        self.session = session
        self.digest = digest
        schema = ItemCatalogue.schema(of: .touch)
    }

    /// Shares a touch with a team.
    ///
    /// - Parameters:
    ///   - touch: As it is written down.
    ///   - team: Its space.
    /// - Throws: ``ReplicaError/noCard(names:space:remedy:)`` when the team has a card of nobody it was with, or
    ///   another ``ReplicaError``.
    mutating func share(_ touch: Item, with team: SpaceRow) throws {
        guard touch.kind == .touch else {
            throw ReplicaError.invalid(
                what: touch.kind.rawValue, reason: "only touches are shared with a team")
        }
        guard !team.isPersonal else {
            throw ReplicaError.invalid(
                what: "`\(team.name)`", reason: "is your own book, where the touch is already")
        }
        guard team.role.mayWrite else { throw ReplicaError.mayNotWrite(team) }
        let sharing = try sharing(of: touch, with: team)
        guard let shared = sharing.touch else { throw try noCard(of: touch, in: team) }
        let wasRead = try session.spaces(reading: shared.id).contains { $0.id == team.id }
        let edits = try edits(that: sharing, of: shared.id, in: team)
        write(edits, into: team)
        readings.append(
            TeamReading(
                team, !wasRead ? .shared : edits.isEmpty ? .same : .changed, shared,
                leftOut: sharing.leftOut))
    }

    /// Takes a touch away from a team that reads it.
    ///
    /// - Parameters:
    ///   - shared: As the team knows it.
    ///   - team: Its space.
    /// - Throws: ``ReplicaError/mayNotWrite(space:)``.
    mutating func takeAway(_ shared: EntityID, from team: SpaceRow) throws {
        guard team.role.mayWrite else { throw ReplicaError.mayNotWrite(team) }
        write([.delete(shared, of: .touch)], into: team)
        readings.append(TeamReading(team, .takenAway))
    }

    /// Lets the teams that read a touch read on as it is after private edits.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError``.
    mutating func follow(_ edits: [CellEdit]) throws {
        let edits = edits.filter { $0.kind == .touch }
        guard !edits.isEmpty, try session.areSharedTouches() else { return }
        let editsByTouch = Dictionary(grouping: edits, by: \.cell.entity)
        for id in editsByTouch.keys.sorted() {
            let edits = editsByTouch[id] ?? []
            let following = TouchFollowing(edits)
            guard following != .nothing else { continue }
            let shared = try session.sharedID(of: id, using: digest)
            for team in try session.spaces(reading: shared) {
                guard team.role.mayWrite else {
                    readings.append(TeamReading(team, .closed))
                    continue
                }
                let before = try session.item(id) ?? Item(id: id, kind: .touch)
                try follow(following, edits.reduce(before) { $0.applying($1) }, shared, team)
            }
        }
    }

    private mutating func follow(
        _ following: TouchFollowing, _ touch: Item, _ shared: EntityID, _ team: SpaceRow
    ) throws {
        switch following {
        case .nothing: break
        case .takeAway: try takeAway(shared, from: team)
        case .keep:
            guard case .contested = try snapshot(of: shared)?.life(in: team.id) else { return }
            write([.restore(shared, of: .touch)], into: team)
        case .change(let fields):
            let sharing = try sharing(of: touch, with: team)
            // Nobody could tell any more whom it is about.
            if fields.contains(.with), sharing.touch == nil {
                return try takeAway(shared, from: team)
            }
            let edits = try edits(that: sharing, of: shared, in: team, following: fields)
            write(edits, into: team)
            let leftOut = fields.contains(.with) ? sharing.leftOut : []
            guard !edits.isEmpty || !leftOut.isEmpty else { return }
            // Not what it could read: only these fields are written (decision 18).
            let known = try snapshot(of: shared).flatMap { snapshot in
                schema.map { Item(snapshot, $0, in: team.id) }
            }
            let reading = known.flatMap { SharedTouch(edits.reduce($0) { $0.applying($1) }) }
            let isBehind = sharing.touch.map { $0 != reading } ?? false
            readings.append(
                TeamReading(
                    team, edits.isEmpty ? .same : .changed, reading, leftOut: leftOut,
                    behind: isBehind ? touch.id : nil))
        }
    }

    private func sharing(of touch: Item, with team: SpaceRow) throws -> TouchSharing {
        guard let user = try session.setting(SettingKey.user) else {
            throw ReplicaError.notEnrolled
        }
        return try TouchSharing(
            of: touch, as: try session.sharedID(of: touch.id, using: digest), by: user
        ) { try session.card(of: $0, in: team) }
    }

    /// The edits that make a team's space say it, out of the trash too unless it only follows.
    private func edits(
        that sharing: TouchSharing, of shared: EntityID, in team: SpaceRow,
        following fields: Set<FieldName>? = nil
    ) throws -> [CellEdit] {
        guard let schema, let snapshot = try snapshot(of: shared) else {
            return sharing.edits(from: Item(id: shared, kind: .touch), following: fields)
        }
        let contested = snapshot.cells.filter { $0.space == team.id && $0.heads.count > 1 }
        let edits = sharing.edits(
            from: Item(snapshot, schema, in: team.id), contested: Set(contested.map(\.cell)),
            following: fields)
        let isAlive = snapshot.life(in: team.id) == .alive
        return fields != nil || isAlive ? edits : edits + [.restore(shared, of: .touch)]
    }

    private func snapshot(of shared: EntityID) throws -> EntitySnapshot? {
        try session.row(of: shared).map {
            try session.snapshot(ofRow: $0, entity: shared, hasPictures: false)
        }
    }

    private mutating func write(_ edits: [CellEdit], into team: SpaceRow) {
        if !edits.isEmpty { parts.append(SpaceEdits(team, edits, meaning: .sharing)) }
    }

    private func noCard(of touch: Item, in team: SpaceRow) throws -> ReplicaError {
        let people = touch.entities(.with)
        let names = try session.names(of: people)
        // Who can be given to the team is named first: the sentence says how.
        let remedies = try people.map { (person: $0, remedy: try session.cardRemedy(of: $0)) }
        let own = remedies.filter { $0.remedy == .share }
        let ordered = own + remedies.filter { $0.remedy != .share }
        return .noCard(
            names: ordered.map { names[$0.person] ?? "somebody who is gone" }, space: team.name,
            remedy: ordered.first?.remedy ?? .none)
    }
}
