import ChangeLog
package import ContactFormats
import ContactModel
import SQLiteLog
import SyncProtocol

/// One import: cards come one by one, and go into the log in transactions of whole cards.
///
/// What was committed stays when the import is interrupted; running it again goes on, because a
/// card that is there already changes nothing.
package final class ImportSession {
    private let replica: Replica
    /// Reads what is here, also while the last cards are committed.
    private let reader: ReplicaDatabase
    private let space: SpaceRow
    private let isDryRun: Bool
    /// Whether anybody was ever purged: few books need to ask of each card.
    private let hasErased: Bool
    /// Whether anybody was here before: an empty book has nothing to compare with.
    private let hasPeople: Bool
    private var recognition: CardRecognition
    private let writer: BatchWriter
    /// The cards that a dry run would have imported.
    private var announced: Set<EntityID> = []
    /// How every card fared.
    package private(set) var report: ImportReport

    /// Begins to import.
    ///
    /// - Parameters:
    ///   - replica: Where the people go.
    ///   - spaceName: Where new cards go; nil for the personal space.
    ///   - isDryRun: Decide and report, and write nothing.
    ///   - previous: The file before, of the same command: one `kith undo` takes both back.
    /// - Throws: ``ReplicaError``.
    package init(
        into replica: Replica, space spaceName: String? = nil, isDryRun: Bool = false,
        after previous: ImportSession? = nil
    ) throws {
        self.isDryRun = isDryRun
        report = ImportReport(listsEveryCard: isDryRun)
        self.replica = replica
        recognition = CardRecognition(using: replica.environment.digest)
        reader =
            isDryRun ? replica.database : try ReplicaDatabase(replica.folder, mode: .reading)
        let space = try reader.read { try $0.space(named: spaceName) }
        self.space = space
        writer = BatchWriter(into: replica, command: "import", space: space.id, isAhead: true)
        if let previous { try writer.goOn(from: previous.writer) }
        hasPeople = try reader.read { try $0.hasPeople() }
        hasErased = try reader.read { try $0.hasErased() }
        guard space.role.mayWrite else { throw ReplicaError.mayNotWrite(space) }
    }

    /// Takes cards of a file.
    ///
    /// - Throws: ``ReplicaError``; cards of earlier batches stay.
    package func take(_ cards: [ImportedCard]) throws {
        try takeAll(cards)
    }

    /// Takes cards with what was written down about them, privately; what came before is not
    /// written again.
    ///
    /// - Throws: ``ReplicaError``; cards of earlier batches stay.
    package func take(
        _ cards: [ImportedCard], notes: [ImportedNote], items: [ImportedItem] = []
    ) throws {
        let people = try takeAll(cards)
        try writer.commit()
        guard !isDryRun else { return }
        let digest = replica.environment.digest
        try write(
            notes.filter { people.indices.contains($0.cardIndex) }.map { note in
                let written = note.personalNote(about: people[note.cardIndex], using: digest)
                return (entity: written.entity, edits: written.creationEdits)
            })
        report.itemCount += try write(
            items.compactMap { item in
                item.draft(people: people, using: digest).map { (entity: $0.id, edits: $0.edits) }
            })
    }

    /// Writes what is not there yet into the personal space.
    ///
    /// - Returns: How many there were.
    @discardableResult
    private func write(_ parts: [(entity: EntityID, edits: [CellEdit])]) throws -> Int {
        let own = BatchWriter(into: replica, command: "import")
        try own.goOn(from: writer)
        let new = try replica.database.read { session in
            try parts.filter { try !session.isWritten($0.edits, of: $0.entity) }
        }
        for part in new { try own.take(part.edits, of: part.entity) }
        try own.commit()
        try writer.goOn(from: own)
        return new.count
    }

    /// - Returns: Who the cards are.
    @discardableResult
    private func takeAll(_ cards: [ImportedCard]) throws -> [EntityID] {
        let derived = cards.map { recognition.identify($0) }
        let identities = try reader.read { session in
            guard hasPeople else { return derived }
            return try zip(cards, derived).map { try session.known($1, of: $0, in: space) }
        }
        // One look into the database for all of them.
        let existing = try reader.read { session in
            try identities.map { try session.existingCard($0.entity, in: space) }
        }
        var taken: Set<EntityID> = []
        for ((card, identity), existing) in zip(zip(cards, identities), existing) {
            let isFirst = taken.insert(identity.entity).inserted
            let isWaiting = writer.holds(identity.entity)
            if isFirst, !isWaiting {
                try take(card, identity, existing: existing)
                continue
            }
            // Its entity may have changed since that look.
            if isWaiting { try writer.commit() }
            let changed = try reader.read { session in
                try session.existingCard(identity.entity, in: space)
            }
            try take(card, identity, existing: changed)
        }
        return identities.map(\.entity)
    }

    private func take(
        _ imported: ImportedCard, _ identity: CardRecognition.Identity, existing: ExistingCard?
    ) throws {
        let isNamed = isDryRun || !imported.diagnostics.isEmpty
        let name = isNamed ? name(of: imported, identity.entity) : ""
        let decision = CardImport.decide(
            imported, entity: identity.entity, existing: existing,
            using: replica.environment.digest)
        guard
            try decision.verdict == .unchanged
                || !isShown(imported, identity, isKnown: existing != nil)
        else {
            let problems = problems(identity, existing, isNews: false, of: imported)
            return report.add(imported, .unchanged, problems: problems, name: name)
        }
        let isAgain = isDryRun && !announced.insert(identity.entity).inserted
        let verdict = isAgain && decision.verdict == .imported ? .unchanged : decision.verdict
        let problems = problems(
            identity, existing, isNews: decision.verdict == .updated, of: imported)
        report.add(imported, verdict, problems: problems, name: name)
        guard !isDryRun else { return }
        try writer.take(edits(decision, of: identity.entity), of: identity.entity)
        if existing?.isTrashed == true, decision.verdict == .updated {
            try restoreOthers(of: identity.entity)
        }
    }

    /// Takes the other cards of somebody out of the trash who comes out of it.
    private func restoreOthers(of entity: EntityID) throws {
        let others = try reader.read { session in
            try session.cards(of: entity).filter { other in
                guard other != entity, let row = try session.row(of: other) else { return false }
                return try session.snapshot(ofRow: row, entity: other, hasPictures: false)
                    .life(in: space.id) == .trashed
            }.map { (card: $0, kind: try session.kind(of: $0)) }
        }
        for other in others {
            try writer.take([.restore(other.card, of: other.kind)], of: other.card)
        }
    }

    /// The diagnostics of a card beside those of its lines.
    private func problems(
        _ identity: CardRecognition.Identity, _ existing: ExistingCard?, isNews: Bool,
        of imported: ImportedCard
    ) -> [ImportDiagnostic] {
        var problems = [identity.problem].compactMap { $0 }
        if let existing, existing.isTrashed {
            let name = PersonView(existing.card).displayName
            problems.append(
                ImportDiagnostic(
                    line: imported.startLine,
                    problem: isNews
                        ? .outOfTrash(name: name) : .inTrash(name: name, identity.entity)))
        }
        return problems
    }

    private func isShown(
        _ imported: ImportedCard, _ identity: CardRecognition.Identity, isKnown: Bool
    ) throws -> Bool {
        guard hasPeople else { return false }
        return try reader.read { session in
            try ShownCards(session: session, space: space, digest: replica.environment.digest)
                .holds(
                    imported, as: identity.entity, isKnown: isKnown,
                    isRepeated: identity.problem?.problem == .repeatedUID)
        }
    }

    /// The edits that a decision writes; whoever was erased, and comes again, is wanted again.
    ///
    /// Without it the new lines would be taken for an edit that the eraser had not seen.
    private func edits(_ decision: CardImport, of entity: EntityID) throws -> [CellEdit] {
        guard hasErased, decision.verdict == .imported, let kind = decision.edits.first?.kind,
            try reader.read({ try $0.isErased(entity, in: space) })
        else { return decision.edits }
        return decision.edits + [.restore(entity, of: kind)]
    }

    private func name(of imported: ImportedCard, _ entity: EntityID) -> String {
        let card = imported.card(entity: entity, using: replica.environment.digest)
        return PersonView(card).displayName
    }

    /// Whether some of what was taken is on disk already, and stays whatever happens.
    package var hasCommitted: Bool { writer.hasCommitted }

    /// Notes problems of the file that belong to no card.
    package func note(_ problems: [ImportDiagnostic]) {
        report.add(problems: problems)
    }

    /// Ends the import: what was taken is on disk afterwards.
    ///
    /// - Throws: ``ReplicaError``.
    package func finish() throws {
        try writer.commit()
    }
}

extension Session {
    /// Whether anything was ever purged.
    ///
    /// - Throws: `DatabaseError`.
    func hasErased() throws -> Bool {
        try statement("SELECT 1 FROM purged LIMIT 1").first { _ in true } ?? false
    }

    /// Whether somebody was purged here and not taken back since.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func isErased(_ entity: EntityID, in space: SpaceRow) throws -> Bool {
        guard let row = try row(of: entity) else { return false }
        let life = try snapshot(ofRow: row, entity: entity).heads(of: .life, in: space.id)
        return life.contains { $0.verb == .purge } && !life.contains { $0.verb == .restore }
    }

    /// Who a card is when its `UID` was written into a card here, whose id comes from elsewhere.
    ///
    /// - Throws: `DatabaseError`.
    func known(
        _ identity: CardRecognition.Identity, of card: ImportedCard, in space: SpaceRow
    ) throws -> CardRecognition.Identity {
        guard identity.problem == nil, let uid = card.uid, try row(of: identity.entity) == nil,
            let entity = try person(withUID: String(decoding: uid, as: UTF8.self), in: space)
        else { return identity }
        return CardRecognition.Identity(
            entity: entity, isRepetition: identity.isRepetition, problem: nil)
    }

    /// The one entity in a space whose card has a `UID`; nil for none or several.
    ///
    /// - Throws: `DatabaseError`.
    private func person(withUID uid: String, in space: SpaceRow) throws -> EntityID? {
        let found = try statement(
            """
            SELECT uuid FROM contact_value JOIN entity ON entity.id = contact_value.entity
            JOIN person ON person.entity = contact_value.entity
            WHERE contact_value.kind = ? AND value = ? AND person.space = ? LIMIT 2
            """
        ).all(
            .text(GroupTable.Kind.uid), .text(MemberReference.key(ofUID: uid)), .integer(space.id)
        ) { try $0.id(0) as EntityID }
        return found.count == 1 ? found.first : nil
    }

    /// The state of an entity that an import has to know; nil when it is new in the space.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func existingCard(_ entity: EntityID, in space: SpaceRow) throws -> ExistingCard? {
        guard let row = try row(of: entity) else { return nil }
        let snapshot = try snapshot(ofRow: row, entity: entity)
        let card = snapshot.card(in: space.id, kind: try kind(of: entity))
        let elements = snapshot.lineElements(in: space.id)
        // A card of which no line is left was taken back by undo, and can be imported again, unless
        // it was given to another space: no copy of it comes back then.
        let isMoved =
            elements.all != elements.withdrawn
            && snapshot.spacesWithCard.contains { snapshot.life(in: $0).isVisible }
        guard !card.lines.isEmpty || isMoved else { return nil }
        return ExistingCard(
            card: card, elementsWithHistory: elements.all, withdrawn: elements.withdrawn,
            isTrashed: snapshot.life(in: space.id) == .trashed)
    }
}
