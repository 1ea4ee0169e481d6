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
            card is made. `kith prep EVENT` shows whom to meet.

            Examples:
              kith guests "harbour fair" attendees.csv
              kith guests "harbour fair" invitation.ics --dry-run
              kith guests "harbour fair"
            """)

    @Argument(help: "The event.")
    var event: String

    @Argument(
        help: "The list; - is standard input. Without it, who is on it so far.", completion: .file()
    )
    var list: String?

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
        let replica = dryRun || list == nil ? try Replica.reading() : try Replica.writing()
        let event = try ItemValueReader(replica: replica).item(
            event, of: .event)
        guard let bytes else {
            try show(event, replica)
            return
        }
        let guests = GuestList(bytes)
        let findings = try guests.entries.map { entry in
            Finding(entry: entry, match: try Self.match(entry, replica))
        }
        if !dryRun { try write(findings, event, replica) }
        try tell(findings, skipped: guests.skipped, replica)
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

    private static func match(_ entry: GuestEntry, _ replica: Replica) throws -> GuestMatch {
        let owner = entry.email.isEmpty ? nil : try replica.person(withEmail: entry.email)
        let namesakes: [PersonSummary] =
            switch try replica.lookUp(entry.name) {
            case .one(let person): [person]
            case .several(let people): people
            case .none: []
            }
        return GuestMatch(
            name: entry.name, email: entry.email, owner: owner,
            namesakes: namesakes.map {
                GuestMatch.Namesake(person: $0.id, name: $0.name, hasEmail: !$0.email.isEmpty)
            })
    }

    private func write(_ findings: [Finding], _ event: Item, _ replica: Replica) throws {
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
                if let guest = try newcomer(finding.entry, person, event, replica) {
                    drafts.append(guest)
                }
            case .guest:
                if let guest = try guest(finding.entry, event, replica) { drafts.append(guest) }
            }
        }
        if !draft.edits.isEmpty { drafts.insert(draft, at: 0) }
        if !drafts.isEmpty { try replica.write("guests", drafts) }
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

    /// A guest of an earlier look at the list who has a card by now; nil for everybody else.
    private func newcomer(
        _ entry: GuestEntry, _ person: EntityID, _ event: Item, _ replica: Replica
    ) throws -> ItemDraft? {
        let id = identity(of: entry, event, replica)
        guard let before = try replica.item(id), before.entity(.person) == nil else { return nil }
        var draft = ItemDraft(id: id, kind: before.kind)
        draft.set(.person, entity: person)
        return draft
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

    private func tell(_ findings: [Finding], skipped: Int, _ replica: Replica) throws {
        let names = try replica.names(
            of: findings.compactMap { finding in
                if case .known(let person) = finding.match { person } else { nil }
            })
        if output.json {
            JSONOutput.write([
                ("guests", .array(findings.map { Self.json($0, names) })),
                ("skipped_lines", .integer(Int64(skipped))), ("written", .bool(!dryRun)),
            ])
            return
        }
        for finding in findings {
            let name = TerminalText.visible(finding.entry.name)
            switch finding.match {
            case .known(let person):
                Terminal.tell(
                    "\(name) is \(Style.strong(TerminalText.visible(names[person] ?? "")))\n")
            case .guest(let why): Terminal.tell("\(name): guest (\(why))\n")
            }
        }
        let known = findings.count { if case .known = $0.match { true } else { false } }
        let skippedText = skipped > 0 ? ", \(Counted.text(skipped, "line")) named nobody" : ""
        Terminal.note(
            "\(known) known, \(Counted.text(findings.count - known, "guest")) without a card"
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
        let people = Set(event.entities(.people) + event.entities(.speakers))
        let names = try replica.names(of: people)
        let guests = try replica.items(naming: event.id, of: .guest)
        // The event is the same in every line.
        let named = try ItemText.names(in: guests, replica).merging([event.id: ""]) { $1 }
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
        for guest in guests { Terminal.tell(ItemText.line(guest, named) + "\n") }
        if people.isEmpty && guests.isEmpty { Terminal.note("Nobody is on the list yet.") }
    }
}
