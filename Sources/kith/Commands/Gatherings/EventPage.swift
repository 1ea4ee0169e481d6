import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The sheet to go to a gathering with: whom to meet, why, and what to say first.
struct EventPage {
    let sheet: EventSheet
    let fit: EventFit
    let limit: Int

    /// Prepares one event.
    init(_ event: Item, in book: PracticeBook, limit: Int) {
        sheet = EventSheet(event, in: book)
        fit = EventFit(event, in: book)
        self.limit = limit
    }

    /// The sheet as text.
    func text(why: Bool) -> String {
        var text =
            "\(Style.strong(visible(sheet.text)))  \(fit.verdict.rawValue), \(fit.score) of 100\n"
        if why { text += fit.reasons.map { "  \(visible($0))\n" }.joined() }
        for entry in sheet.entries.prefix(limit) {
            let card = entry.person == nil ? Style.faint("  guest") : ""
            text += "\n\(Style.strong(visible(entry.name)))\(card)\n"
            text += "  “\(visible(entry.opener))”\n"
            let shown = why ? entry.reasons[...] : entry.reasons.prefix(2)
            text += shown.map { "    \(visible($0))\n" }.joined()
        }
        if sheet.entries.count > limit {
            text += Style.faint("\n\(sheet.entries.count - limit) more; --top shows them\n")
        }
        if !sheet.others.isEmpty {
            let names = sheet.others.prefix(20).map { visible($0.name) }.joined(separator: ", ")
            let more = sheet.others.count > 20 ? " and \(sheet.others.count - 20) more" : ""
            text += Style.faint("\nAlso there: \(names)\(more)\n")
        }
        if sheet.entries.isEmpty && sheet.others.isEmpty {
            text += "Nobody is on the list: kith guests EVENT FILE, kith set EVENT people=…\n"
        }
        return text
    }

    /// The sheet for programs.
    var json: [(key: String, value: JSONValue)] {
        let entries = sheet.entries.prefix(limit).map { entry in
            JSONValue.object([
                ("id", .optional(entry.person?.description)),
                ("guest_id", .optional(entry.guest?.description)), ("name", .text(entry.name)),
                ("opener", .text(entry.opener)), ("points", .integer(Int64(entry.points))),
                ("why", .texts(entry.reasons)),
            ])
        }
        return [
            ("id", .text(sheet.event.description)), ("event", .text(sheet.text)),
            ("verdict", .text(fit.verdict.rawValue)),
            ("score", .integer(Int64(fit.score))), ("meet", .array(entries)),
            ("others", .texts(sheet.others.map(\.name))),
            (
                "other_ids",
                .array(sheet.others.map { .optional(($0.person ?? $0.guest)?.description) })
            ), ("why", .texts(fit.reasons)),
        ]
    }

    private func visible(_ text: String) -> String { TerminalText.visible(text) }
}
