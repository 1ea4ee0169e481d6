package import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog
import SyncProtocol

/// One command for many people: on disk as a whole or not at all, and taken back as a whole.
package struct ManyPeople {
    package let people: [PersonSummary]
    /// Whether only one is meant, who is told why nothing can be done.
    let isAlone: Bool
    /// Tell what would be done, and write nothing.
    package let isDryRun: Bool
    /// Called before each person with how many are done.
    package let progress: (Int) -> Void

    package init(
        _ people: [PersonSummary], isDryRun: Bool = false,
        progress: @escaping (Int) -> Void = { _ in }
    ) {
        self.people = people
        isAlone = people.count == 1
        self.isDryRun = isDryRun
        self.progress = progress
    }
}

/// The outcome of a command for many people in one of them.
package struct PersonVerdict: Hashable, Sendable {
    package let person: PersonSummary
    /// Each in a line; none when there was nothing to do.
    package let changes: [String]
    /// The names of the spaces of others that are written to, each once.
    package let teams: [String]
}

extension Replica {
    /// Applies wishes to many cards.
    ///
    /// Whoever has no such value to take away is left alone, and so is who has no card in the space.
    ///
    /// - Parameters:
    ///   - many: Who.
    ///   - space: The name of the space whose cards are meant; nil for what is shown.
    ///   - commands: The wishes.
    ///   - isStrict: Refuse for one who has no such value to take away, as ``edit(_:in:_:)`` does.
    /// - Returns: In the order of the people.
    /// - Throws: ``CardEditError`` for a wish that nobody's card can be given, ``ReplicaError``.
    package func edit(
        _ many: ManyPeople, in space: String? = nil, _ commands: [CardEditCommand],
        isStrict: Bool = false
    ) throws -> [PersonVerdict] {
        var random = EnvironmentRandom(environment: environment)
        return try perform("edit", many) { session, person in
            guard let cards = try session.cards(of: person, in: space, isAlone: many.isAlone) else {
                return ([], [])
            }
            var editor = cards.editor
            for command in commands {
                if isStrict {
                    try editor.apply(command, using: &random)
                } else {
                    try editor.applyIfPresent(command, using: &random)
                }
            }
            let changes = FormChange.summaries(from: cards.card, to: editor.card)
            return (cards.edits(home: editor.edits), changes)
        }
    }

    /// Puts many people into the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func delete(_ many: ManyPeople) throws -> [PersonVerdict] {
        try perform("rm", many) { session, person in
            (try session.deletion(of: person.id), ["into the trash"])
        }
    }

    /// Sets how much attention many people get; nil takes the tier away.
    ///
    /// - Throws: ``ReplicaError``.
    package func setTier(_ tier: Tier?, of many: ManyPeople) throws -> [PersonVerdict] {
        try perform("tier", many) { session, person in
            let to = tier?.rawValue ?? ""
            let said = FormChange.arrow(person.tier, to)
            return (try session.tierEdits(tier, of: person.id), ["tier: " + said])
        }
    }

    /// Says something of many people, privately; empty values are taken away.
    ///
    /// - Throws: ``ReplicaError``.
    package func setOverlay(
        of many: ManyPeople, _ values: [(field: FieldName, value: [UInt8])], said: [String]
    ) throws -> [PersonVerdict] {
        try perform("set", many) { session, person in
            (try session.overlayChanges(values, of: person.id), said)
        }
    }

    /// Does something to many people as one command.
    ///
    /// - Parameters:
    ///   - name: The command as `kith undo` names it.
    ///   - many: Who.
    ///   - body: Answers the edits of one of them, and what they change.
    /// - Returns: In the order of the people.
    /// - Throws: ``ReplicaError``, what the closure throws.
    func perform(
        _ name: String, _ many: ManyPeople,
        _ body: (Session, PersonSummary) throws -> (
            parts: [SpaceEdits], changes: [String]
        )
    ) throws -> [PersonVerdict] {
        if many.isDryRun {
            return try database.read { session in
                try many.verdicts {
                    try body(session, $0)
                } parts: { parts in
                    // What cannot be written is told before, as it is when it is written.
                    for part in parts where !part.space.role.mayWrite && !part.edits.isEmpty {
                        throw ReplicaError.mayNotWrite(part.space)
                    }
                }
            }
        }
        return try commit { session in
            var batch = EditBatch()
            var ranges: [WrittenRange] = []
            let verdicts = try many.verdicts {
                try body(session, $0)
            } parts: { parts in
                if batch.isFull(with: parts) {
                    ranges += try write(batch.take(), session)
                }
                batch.add(parts)
            }
            ranges += try write(batch.take(), session)
            try remember(ranges, as: name, session)
            return verdicts
        }
    }
}

extension ManyPeople {
    fileprivate func verdicts(
        _ body: (PersonSummary) throws -> (parts: [SpaceEdits], changes: [String]),
        parts take: ([SpaceEdits]) throws -> Void
    ) throws -> [PersonVerdict] {
        var seen: Set<EntityID> = []
        var verdicts: [PersonVerdict] = []
        for (number, person) in people.enumerated() where seen.insert(person.id).inserted {
            progress(number)
            let (parts, changes) = try body(person)
            let isNothing = parts.allSatisfy(\.edits.isEmpty)
            if !isNothing { try take(parts) }
            let written = parts.filter { !$0.edits.isEmpty && !$0.space.isPersonal }
            verdicts.append(
                PersonVerdict(
                    person: person, changes: isNothing ? [] : changes,
                    teams: Set(written.map(\.space.name)).sorted()))
        }
        return verdicts
    }
}
