import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// Touches that teams read, as people and programs read them.
enum SharedTouchText {
    /// How it was, what about, and with whom else.
    static func words(_ touch: SharedTouch, with others: [String]) -> String {
        let channel = touch.channel.isEmpty ? "" : " (\(touch.channel))"
        let how = (touch.type.isEmpty ? "touch" : touch.type) + channel
        let words = touch.text.isEmpty ? how : "\(how): \(beginning(of: touch.text))"
        return others.isEmpty ? words : "\(words), with \(others.joined(separator: ", "))"
    }

    /// As much of a text as a page takes from one touch: a member could flood every page else.
    private static func beginning(of text: String) -> String {
        let scalars = text.unicodeScalars
        let more = scalars.count - longestText
        guard more > 0 else { return text }
        let beginning = String(scalars.prefix(longestText))
        return "\(beginning)… (\(more) more characters; --json has all)"
    }

    /// Several lines of a terminal: technical.
    private static let longestText = 500

    /// Tells what teams read otherwise after a command.
    ///
    /// - Throws: ``ReplicaError``.
    static func tell(_ readings: [TeamReading], _ replica: Replica) throws {
        for reading in readings { Terminal.note(try sentence(reading, isDone: true, replica)) }
    }

    /// Tells what sharing, or taking away, did or would do.
    ///
    /// - Throws: ``ReplicaError``.
    static func write(
        _ readings: [TeamReading], of touch: Item, _ replica: Replica, _ selection: SelectionOptions
    ) throws {
        guard !selection.json else {
            return JSONOutput.write([
                ("dry_run", .bool(selection.dryRun)), ("touch_id", .text(touch.id.description)),
                ("shared", .array(try readings.map { try json($0, replica) })),
            ])
        }
        for reading in readings {
            let text = try sentence(reading, isDone: !selection.dryRun, replica)
            Terminal.tell(TerminalText.visible(text) + "\n")
        }
        if selection.dryRun { return Terminal.note("Nothing was changed.") }
        if readings.contains(where: { $0.change != .same }) {
            Terminal.note("The team sees it after the next `kith sync`; `kith undo` takes it back.")
        }
    }

    /// A reading in words.
    private static func sentence(
        _ reading: TeamReading, isDone: Bool, _ replica: Replica
    ) throws -> String {
        switch reading.change {
        case .takenAway:
            return isDone
                ? "\(reading.space) reads it no more." : "\(reading.space) would read it no more."
        case .closed:
            return "\(reading.space) reads on what it read: you may not write there."
        case .shared, .changed, .same: break
        }
        guard let touch = reading.touch else { return "" }
        let names = try replica.names(of: touch.people + reading.leftOut)
        let verb =
            !isDone
            ? "would read" : reading.change == .same ? "reads already" : "reads"
        let people = touch.people.map { names[$0] ?? ItemText.shortID($0) }
        var text =
            "\(reading.space) \(verb), by \(touch.who): \(TimeText.local(touch.milliseconds)), "
            + words(touch, with: people) + "."
        let leftOut = reading.leftOut.map { names[$0] ?? ItemText.shortID($0) }
        if let first = reading.leftOut.first, let name = leftOut.first {
            let remedy = try replica.cardRemedy(of: first)
            text +=
                " Left out, without a card there: \(leftOut.joined(separator: ", ")); "
                + remedy.words(for: name, in: reading.space) + "."
        }
        if let own = reading.behind {
            text +=
                " Yours says more or otherwise: `kith share --touch \(ItemText.shortID(own)) "
                + "--space \(reading.space)` brings it up to date there."
        }
        return text
    }

    /// A reading for programs.
    ///
    /// - Throws: ``ReplicaError``.
    static func json(_ reading: TeamReading, _ replica: Replica) throws -> JSONValue {
        let people = (reading.touch?.people ?? []) + reading.leftOut
        let names = try replica.names(of: people)
        let change =
            switch reading.change {
            case .shared: "shared"
            case .changed: "changed"
            case .takenAway: "taken_away"
            case .same: "same"
            case .closed: "closed"
            }
        return .object([
            ("space", .text(reading.space)), ("change", .text(change)),
            ("reads", reading.touch.map { .object(members($0, names)) } ?? .null),
            ("left_out", .array(reading.leftOut.map { person($0, names) })),
            ("up_to_date", .bool(reading.behind == nil)),
        ])
    }

    /// A shared touch for programs.
    static func members(
        _ touch: SharedTouch, _ names: [EntityID: String]
    ) -> [(key: String, value: JSONValue)] {
        [
            ("id", .text(touch.id.description)), ("who", .text(touch.who)),
            ("at", .integer(Int64(clamping: touch.milliseconds))),
            ("at_day", .text(LocalTime.day(of: touch.milliseconds).description)),
            ("type", .text(touch.type)), ("channel", .text(touch.channel)),
            ("text", .text(touch.text)),
            ("with", .array(touch.people.map { person($0, names) })),
        ]
    }

    private static func person(_ id: EntityID, _ names: [EntityID: String]) -> JSONValue {
        .object([("id", .text(id.description)), ("name", .text(names[id] ?? ""))])
    }

    /// Refuses to say whom where a touch is meant.
    ///
    /// - Throws: `ValidationError`.
    static func validateAlone(_ person: [String], _ selection: SelectionOptions) throws {
        guard person.isEmpty, selection.search == nil, !selection.ids else {
            throw ValidationError("Say either whom, or a touch by --touch.")
        }
    }
}
