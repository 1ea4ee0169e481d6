import ChangeLog
import ContactFormats
import ContactModel

/// One part of what `kith prep` shows: a title, and lines with the person or item of each.
struct PrepSection {
    /// One line, and whom or what it is of; nil when it is of several or of nothing written down.
    typealias Line = (text: String, id: EntityID?)

    let title: String
    let lines: [Line]

    init(_ title: String, _ lines: [Line]) {
        self.title = title
        self.lines = lines
    }

    init(_ title: String, _ texts: [String]) {
        self.init(title, texts.map { ($0, nil) })
    }

    /// For programs: the ids stand in the order of the lines, null for a line of none; left out where
    /// no line has one.
    var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("title", .text(title)), ("lines", .texts(lines.map(\.text))),
        ]
        if lines.contains(where: { $0.id != nil }) {
            members.append(("line_ids", .array(lines.map { .optional($0.id?.description) })))
        }
        return .object(members)
    }
}
