package import ChangeLog
import GRDB

/// One database access: statements, and what is looked up again and again within it.
package final class Session {
    private static let few = 8

    private let prepare: (String) throws -> RawStatement
    /// The first few rows that were looked up; when there are more, all are in the dictionary, which
    /// a look-up of one person does not need (decision 6).
    private var firstRows: [(entity: EntityID, row: Int64)] = []
    private var entityRows: [EntityID: Int64] = [:]
    private var fieldRows: [FieldName: Int64] = [:]
    /// The rows of the entities that this access met first.
    private var newEntities: Set<Int64> = []
    /// The entity that was looked for last and is not known.
    private var unknown: EntityID?
    /// Those that were looked for together and are not known.
    private var absent: Set<EntityID> = []
    /// The row that the last new entity got; nil before the first.
    private var lastRow: Int64?
    /// Whether any card is another one of somebody; nil while nobody asked.
    ///
    /// Whoever writes that of a card says so here.
    package var hasAliases: Bool?

    package init(prepare: @escaping (String) throws -> RawStatement) {
        self.prepare = prepare
    }

    /// A statement, prepared once for the connection.
    ///
    /// - Throws: `DatabaseError`.
    package func statement(_ sql: String) throws -> RawStatement {
        try prepare(sql)
    }

    /// The row of an entity; nil when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    package func row(of entity: EntityID) throws -> Int64? {
        if let known = knownRow(of: entity) { return known }
        guard unknown != entity, !absent.contains(entity) else { return nil }
        let row = try statement("SELECT id FROM entity WHERE uuid = ?")
            .first(.id(entity)) { $0.integer(0) }
        if let row { remember(row, of: entity) } else { unknown = entity }
        return row
    }

    /// The row of an entity, made when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    package func makeRow(of entity: EntityID) throws -> Int64 {
        if let known = try row(of: entity) { return known }
        let row = try newRow()
        try statement("INSERT INTO entity (id, uuid) VALUES (?, ?)")
            .insertSoon(.integer(row), .id(entity))
        unknown = nil
        absent.remove(entity)
        remember(row, of: entity)
        newEntities.insert(row)
        return row
    }

    /// Looks up entities of which much will be written: what is new then needs no look-up between the
    /// insertions.
    ///
    /// - Throws: `DatabaseError`.
    package func expect(_ entities: some Sequence<EntityID>) throws {
        absent = []
        var new: Set<EntityID> = []
        for entity in entities where try row(of: entity) == nil { new.insert(entity) }
        absent = new
    }

    private func newRow() throws -> Int64 {
        let last =
            try lastRow ?? statement("SELECT max(id) FROM entity").first { $0.integer(0) } ?? 0
        let (row, isTooMuch) = last.addingReportingOverflow(1)
        guard !isTooMuch else { throw DamagedDatabase(detail: "an entity has the last row") }
        lastRow = row
        return row
    }

    /// Whether this access made the row of the entity: nothing was known of it before.
    package func isNew(_ entity: Int64) -> Bool {
        newEntities.contains(entity)
    }

    /// Takes the row of an entity for one that was known before: something was said of it.
    package func noteKnown(_ entity: Int64) {
        newEntities.remove(entity)
    }

    /// Takes every entity for one that was known before: what is read of them was written.
    package func noteAllKnown() {
        newEntities = []
    }

    /// The id of an entity's row.
    ///
    /// - Throws: ``DamagedDatabase`` when there is no such row.
    package func entity(inRow row: Int64) throws -> EntityID {
        let found: EntityID? = try statement("SELECT uuid FROM entity WHERE id = ?")
            .first(.integer(row)) { try $0.id(0) }
        guard let found else { throw DamagedDatabase(detail: "entity \(row) is missing") }
        return found
    }

    /// The row of a field, made when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    package func makeRow(of field: FieldName) throws -> Int64 {
        if let known = fieldRows[field] { return known }
        let found = try statement("SELECT id FROM field WHERE name = ?")
            .first(.text(field.rawValue)) { $0.integer(0) }
        if let found {
            fieldRows[field] = found
            return found
        }
        let row = try statement("INSERT INTO field (name) VALUES (?)")
            .insert(.text(field.rawValue))
        fieldRows[field] = row
        return row
    }

    /// Forgets what was looked up, after a part of the transaction was undone.
    package func forgetRows() {
        firstRows = []
        entityRows = [:]
        fieldRows = [:]
        newEntities = []
        unknown = nil
        absent = []
        lastRow = nil
        hasAliases = nil
    }

    private func knownRow(of entity: EntityID) -> Int64? {
        guard entityRows.isEmpty else { return entityRows[entity] }
        return firstRows.first { $0.entity == entity }?.row
    }

    private func remember(_ row: Int64, of entity: EntityID) {
        // A page touches few entities at a time; a whole import must not fill the memory.
        if entityRows.count >= 8_192 {
            entityRows.removeAll(keepingCapacity: true)
        } else if entityRows.isEmpty {
            firstRows.append((entity, row))
            guard firstRows.count > Self.few else { return }
            for known in firstRows { entityRows[known.entity] = known.row }
            firstRows = []
        }
        entityRows[entity] = row
    }
}
