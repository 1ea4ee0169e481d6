import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import Foundation
import RelationshipPractice
import SQLiteReplica

/// `kith guests`.
struct Guests: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guests",
        abstract: "Write down who comes to a gathering, from a list, a table or an invitation.",
        discussion: """
            Reads lines of names, CSV, vCards, or the attendees of an .ics; - is standard input. \
            Somebody is recognised by the address, or by a name that only one person has and that \
            no other address speaks against. Everybody else is kept as a guest of the event: no \
            card is made. `kith prep EVENT` shows whom to meet. A guest whose card came later, by \
            import or sync, gets what was jotted down with the next list, or with --join.

            Examples:
              kith guests "harbour fair" attendees.csv
              kith guests "harbour fair" invitation.ics --dry-run
              kith guests "harbour fair"
              kith guests "harbour fair" --join
            """)

    @Argument(help: "The event.", completion: CompletedWords.gatherings.kind)
    var event: String

    @Argument(
        help: "The list; - is standard input. Without it, who is on it so far.", completion: .file()
    )
    var list: String?

    @Flag(name: .long, help: "Give guests who have a card by now what was jotted down of them.")
    var join = false

    @Flag(name: .long, help: "Show who is who, and write nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    private static let maximumBytes = 8 << 20

    /// Who somebody on the list is.
    private struct Finding {
        let entry: GuestEntry
        let match: GuestMatch
    }

    func run() throws {
        // Before anything is locked: a pipe may have to be waited for.
        let bytes = try list.map(Self.bytes)
        let writes = !dryRun && (list != nil || join)
        let replica = try writes ? Replica.writing() : Replica.reading()
        let event = try ItemValueReader(replica: replica).item(
            event, of: .event)
        guard bytes != nil || join else { return try show(event, replica) }
        let guests = bytes.map { GuestList($0) }
        let findings = try (guests?.entries ?? []).map { entry in
            Finding(
                entry: entry,
                match: try GuestMatch(name: entry.name, email: entry.email, in: replica))
        }
        let waiting = try WaitingGuest.all(at: event, replica)
        if !dryRun { try write(findings, waiting, event, replica) }
        if output.json {
            let listed = try guests.map { try members(of: findings, skipped: $0.skipped, replica) }
            JSONOutput.write((listed ?? []) + members(of: waiting))
            return
        }
        if let guests { try tell(findings, skipped: guests.skipped, replica) }
        tell(waiting)
    }

    /// Says who was a guest and has a card by now.
    private func tell(_ waiting: [WaitingGuest]) {
        guard !waiting.isEmpty else {
            if join { Terminal.note("No guest has got a card since.") }
            return
        }
        for guest in waiting {
            Terminal.tell("\(Style.strong(TerminalText.visible(guest.name))) was a guest\n")
        }
        Terminal.note(
            dryRun
                ? "Nothing was written."
                : "What you jotted down came along: notes, promises, needs and follow-ups.")
    }

    private func members(of waiting: [WaitingGuest]) -> [(key: String, value: JSONValue)] {
        [
            ("joined", .texts(waiting.map(\.name))), ("joined_ids", .ids(waiting.map(\.person))),
            ("written", .bool(!dryRun)),
        ]
    }

    private static func bytes(of list: String) throws -> [UInt8] {
        let handle = list == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: list)
        guard let handle else {
            throw CommandError(exit: .data, sentence: "\(list) cannot be read.")
        }
        do {
            let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
            guard data.count <= maximumBytes else {
                throw CommandError(exit: .data, sentence: "\(list) is larger than 8 MiB.")
            }
            return Array(data)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(exit: .data, sentence: "\(list) cannot be read.")
        }
    }

    /// Writes the list, and what was jotted down of guests to the cards they have by now: one command
    /// for `kith undo`.
    private func write(
        _ findings: [Finding], _ waiting: [WaitingGuest], _ event: Item, _ replica: Replica
    ) throws {
        var draft = ItemDraft(id: event.id, kind: event.kind)
        var drafts: [ItemDraft] = []
        let present = Set(event.entities(.people))
        for finding in findings {
            switch finding.match {
            case .known(let person):
                if !present.contains(person) { draft.insert(.people, person) }
                if Self.speaks(finding.entry), !event.entities(.speakers).contains(person) {
                    draft.insert(.speakers, person)
                }
            case .guest:
                if let guest = try guest(finding.entry, event, replica) { drafts.append(guest) }
            }
        }
        if !draft.edits.isEmpty { drafts.insert(draft, at: 0) }
        let listed = drafts.flatMap(\.edits)
        // Who is on the list and was a guest is put among the people by both.
        let known = Set(listed)
        let joined = try GuestCard.joining(waiting, replica).filter { !known.contains($0) }
        guard !listed.isEmpty || !joined.isEmpty else { return }
        try replica.write("guests", personal: listed + joined)
    }

    private static func speaks(_ entry: GuestEntry) -> Bool {
        FoldedText.words(entry.role).contains("speaker")
    }

    private func identity(
        of entry: GuestEntry, _ event: Item, _ replica: Replica
    ) -> EntityID {
        replica.derivedID(
            from: GuestIdentity.parts(of: entry.name, email: entry.email, at: event.id))
    }

    /// A guest whom the list says something new of; nil for one who is known already.
    private func guest(
        _ entry: GuestEntry, _ event: Item, _ replica: Replica
    ) throws -> ItemDraft? {
        let id = identity(of: entry, event, replica)
        let before = try replica.item(id)
        var draft = ItemDraft(id: id, kind: .guest)
        for (field, text) in [
            (FieldName.text, entry.name), (.email, entry.email), (.org, entry.organisation),
            (.role, entry.role),
        ] where !text.isEmpty && before?.text(field) != text {
            draft.set(field, text: text)
        }
        if before == nil { draft.set(.event, entity: event.id) }
        return draft.edits.isEmpty ? nil : draft
    }

    private func names(_ findings: [Finding], _ replica: Replica) throws -> [EntityID: String] {
        try replica.names(
            of: findings.compactMap { finding in
                if case .known(let person) = finding.match { person } else { nil }
            })
    }

    private func members(
        of findings: [Finding], skipped: Int, _ replica: Replica
    ) throws -> [(key: String, value: JSONValue)] {
        let names = try names(findings, replica)
        return [
            ("guests", .array(findings.map { Self.json($0, names) })),
            ("skipped_lines", .integer(Int64(skipped))),
        ]
    }

    private func tell(_ findings: [Finding], skipped: Int, _ replica: Replica) throws {
        let names = try names(findings, replica)
        for finding in findings {
            let name = TerminalText.visible(finding.entry.name)
            switch finding.match {
            case .known(let person):
                Terminal.tell(
                    "\(name) is \(Style.strong(TerminalText.visible(names[person] ?? "")))\n")
            case .guest(let why): Terminal.tell("\(name): guest (\(why))\n")
            }
        }
        let people = findings.compactMap { finding -> EntityID? in
            if case .known(let person) = finding.match { person } else { nil }
        }
        let known = Set(people).count
        let skippedText = skipped > 0 ? ", \(Counted.text(skipped, "line")) named nobody" : ""
        Terminal.note(
            "\(known) known, \(Counted.text(findings.count - people.count, "guest")) without a card"
                + "\(skippedText)\(dryRun ? "; nothing was written" : "").")
    }

    private static func json(_ finding: Finding, _ names: [EntityID: String]) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .text(finding.entry.name)), ("email", .text(finding.entry.email)),
        ]
        switch finding.match {
        case .known(let person):
            members += [
                ("id", .text(person.description)), ("person", .optional(names[person])),
                ("why", .null),
            ]
        case .guest(let why): members += [("id", .null), ("person", .null), ("why", .text(why))]
        }
        return .object(members)
    }

    private func show(_ event: Item, _ replica: Replica) throws {
        let people = Set(
            try (event.entities(.people) + event.entities(.speakers)).map(replica.standing(for:)))
        let names = try replica.names(of: people)
        let guests = try replica.items(naming: event.id, of: .guest)
        let named = try ItemText.names(in: guests, replica)
        if output.json {
            let known = people.sorted().map { person in
                JSONValue.object([
                    ("name", .text(names[person] ?? "")), ("id", .text(person.description)),
                ])
            }
            JSONOutput.write([
                ("people", .array(known)),
                ("guests", .array(guests.map { ItemText.json($0, named) })),
            ])
            return
        }
        for name in people.compactMap({ names[$0] }).sorted() {
            Terminal.tell("\(Style.strong(TerminalText.visible(name)))\n")
        }
        // The event is the same in every line.
        let told = named.merging([event.id: ""]) { $1 }
        for guest in guests { Terminal.tell(ItemText.line(guest, told) + "\n") }
        if people.isEmpty && guests.isEmpty { Terminal.note("Nobody is on the list yet.") }
    }
}
