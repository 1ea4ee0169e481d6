import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith done`.
struct Done: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done",
        abstract: "Say that something is over: a goal reached, a promise kept …",
        discussion: """
            Without a word the usual one is taken: done, kept, reached, met. A gathering that is \
            over leaves a follow-up with everybody you met there, within 48 hours. Of a target \
            that names a next step the step is done, and the target goes on.

            Examples:
              kith done send the draft
              kith done 3fa9c1 withdrawn
              kith done "harbour fair"
            """)

    @Argument(
        help: "The end of its id, or words of it; then how it ended.",
        completion: CompletedWords.open.kind)
    var words: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.writing()
        let (item, status) = try Self.split(words, replica)
        let found = try ItemValueReader(replica: replica).openItem(item, endsIt: true)
        if status == nil, let step = NextStep.done(of: found) {
            return try take(step, of: found, replica)
        }
        let schema = try ItemCompletion.schema(found.kind.rawValue)
        guard let field = schema.field(.status),
            case .choice(let words) = field.type,
            let usual = words.first(where: schema.closed.contains)
        else {
            throw CommandError(
                exit: .usage,
                sentence: "\(Counted.beginning(schema.kind.rawValue)) does not end; "
                    + "`kith drop` takes it away.")
        }
        var draft = ItemDraft(id: found.id, kind: found.kind)
        try draft.take(field, status ?? usual, ItemValueReader(replica: replica))
        try ItemRules.check(draft, schema, replica, before: found)
        if let day = schema.field(.done) {
            draft.set(day.name, text: LocalTime.today.description)
        }
        let isGathering = found.kind == .event && (status ?? usual) == "over"
        let followUps = isGathering ? try followUps(after: found, replica) : []
        try replica.write("done", [draft] + followUps)
        let changed = try ([draft] + followUps).compactMap { try replica.item($0.id) }
        try ItemText.write(changed, replica, json: output.json)
        if schema.isOver(changed.first ?? found) { try tellLeftOver(by: found, replica) }
        if isGathering {
            try tellGuests(of: found, replica)
            Terminal.note("`kith worth \(ItemText.shortID(found.id))` tells what came of it.")
        }
    }

    /// Says that the next step of a target is done, and asks for another one (practice S3-19).
    private func take(_ step: ItemDraft, of target: Item, _ replica: Replica) throws {
        try replica.write("done", [step])
        try ItemText.write([replica.item(target.id) ?? target], replica, json: output.json)
        let id = ItemText.shortID(target.id)
        Terminal.note(
            "Done: “\(TerminalText.visible(NextStep.words(of: target)))”. What comes next? `kith set "
                + "\(id) next=\"…\" next-by=7d`; `kith done \(id) reached` ends the target.")
    }

    /// Says what was for a goal, an area or a campaign and stays as it is: nothing asks for it any
    /// more (practice S3-19).
    private func tellLeftOver(by ended: Item, _ replica: Replica) throws {
        guard [EntityKind.goal, .area, .campaign].contains(ended.kind) else { return }
        let over = try EndedPurposes(replica.items(of:))
        let left = try EndedPurposes.kinds.flatMap { kind in
            try replica.items(naming: ended.id, of: kind).filter {
                ItemCatalogue.schema(of: kind)?.isOver($0) == false && over.include($0)
            }
        }
        guard !left.isEmpty else { return }
        Terminal.note(
            "Still open for it, and asking for nothing any more: \(PracticeBook.counted(left)). "
                + "`kith items steps` and `kith items targets` list them; `kith done ID` ends one.")
    }

    /// Says who was there and has no card: no follow-up can be with them (practice S1-22).
    private func tellGuests(of event: Item, _ replica: Replica) throws {
        let guests = SpokenGuests(
            at: event, try replica.items(naming: event.id, of: .guest))
        let list = "`kith guests \(ItemText.shortID(event.id))`"
        if let first = guests.spoken.first {
            let name = first.text(.text)
            Terminal.note(
                "No follow-up with whom you spoke and who has no card: \(guests.names). "
                    + "`kith add --name \(ShellWord.quoted(name))` makes one, with what you jotted down."
            )
        }
        if guests.otherCount > 0 {
            let others = Counted.text(
                guests.otherCount, "other guest has", "other guests have")
            Terminal.note("\(others) no card: \(list) lists them.")
        }
    }

    /// The item that is over, and how it ended: the last word may be of either.
    private static func split(
        _ words: [String], _ replica: Replica
    ) throws -> (item: String, status: String?) {
        let all = words.joined(separator: " ")
        guard words.count > 1, let last = words.last else { return (all, nil) }
        let isStatus = ItemCatalogue.schemas.contains { schema in
            guard case .choice(let known) = schema.field(.status)?.type else { return false }
            return known.contains(last.lowercased())
        }
        let items = try ItemValueReader(replica: replica).items(all)
        // The beginning of a status is one too, unless the item has that word.
        guard isStatus || items.isEmpty else { return (all, nil) }
        let rest = words.dropLast().joined(separator: " ")
        guard try isStatus || !ItemValueReader(replica: replica).items(rest).isEmpty else {
            return (all, nil)
        }
        return (rest, last)
    }

    /// One with everybody who was met there and is not followed up, while 48 hours can be kept.
    private func followUps(after event: Item, _ replica: Replica) throws -> [ItemDraft] {
        let today = LocalTime.today
        guard EventFollowUp.isWorth(event, today: today) else { return [] }
        let touches = try replica.items(naming: event.id, of: .touch)
        return try Set(touches.flatMap { $0.entities(.with) }).sorted().compactMap { person in
            let followUp = EventFollowUp(
                with: person, after: event, today: today, identify: replica.derivedID(from:))
            let isNew = try replica.item(followUp.id) == nil
            // Who was written to or met since was followed up already.
            let isDone = try replica.items(naming: person, of: .touch).contains { touch in
                touch.entity(.event) != event.id && Touch(touch).isReal
                    && LocalTime.day(of: touch.instant(.at) ?? 0).description > event.text(.day)
            }
            return try isNew && !isDone && replica.mayBeFollowedUp(person)
                ? followUp.draft("") : nil
        }
    }
}

/// `kith drop`.
struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Take something that was written down away; `kith undo` brings it back.",
        discussion: """
            Of a note about somebody the id says which (`kith note NAME --list`). A touch that you \
            shared goes for the team too.

            Example:
              kith drop 3fa9c1
            """)

    @Argument(
        help: "The end of its id, or words of it.", completion: CompletedWords.written.kind)
    var item: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.writing()
        if try replica.items(endingWith: item.lowercased()).isEmpty,
            let note = try NoteEditing.note(item, replica)
        {
            return try NoteEditing.drop(note, replica, json: output.json)
        }
        let found = try ItemValueReader(replica: replica).item(item)
        let names = try ItemText.names(in: [found], replica)
        let left = try replica.items(naming: found.id)
        let readings = try replica.delete([found])
        if output.json {
            JSONOutput.write([("items", .array([ItemText.json(found, names)]))])
        } else {
            Terminal.tell("Dropped: \(ItemText.line(found, names))\n")
        }
        try SharedTouchText.tell(readings, replica)
        guard !left.isEmpty else { return }
        Terminal.note(
            "What was for it stays: \(PracticeBook.counted(left)). `kith undo` brings it back; "
                + "to say that it is over there is `kith done`.")
    }
}
