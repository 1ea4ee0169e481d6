import ChangeLog
import ContactModel

/// The value of a cell, in words for conflicts and history.
enum CellText {
    /// The property that a cell is about: the vCard name of a line, else the field.
    static func property(of cell: CellAddress, heads: [Head]) -> String {
        if cell.field == .alias { return "merged into" }
        guard cell.field == .line else { return cell.field.rawValue }
        for head in heads {
            if let line = CardLine(element: cell.element, value: head.value) {
                return ContentLine(raw: line.raw).name
            }
        }
        return "line"
    }

    /// The text that stands for something purged.
    static let erased = "(erased)"

    /// The value of a head: the text of a line, of a name or a note.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - cell: Its cell.
    ///   - name: The name of somebody or something that a value refers to; nil when it is gone.
    /// - Returns: The text; of a reference to what is gone the id's last digits.
    /// - Throws: What `name` throws.
    static func text(
        of head: Head, in cell: CellAddress, naming name: (EntityID) throws -> String?
    ) rethrows -> String {
        switch head.verb {
        case .put: try text(of: head.value, in: cell, name)
        case .remove: "(removed)"
        case .delete: "(deleted)"
        case .restore: "(restored)"
        case .purge: erased
        default: "(unknown to this kith)"
        }
    }

    /// The vCard name of a line.
    static func property(of line: CardLine) -> String {
        ContentLine(raw: line.raw).name
    }

    private static func text(
        of value: [UInt8], in cell: CellAddress, _ name: (EntityID) throws -> String?
    ) rethrows -> String {
        switch cell.field {
        case .line: return CardLine(element: cell.element, value: value).map(text) ?? ""
        case .alias:
            guard let id = EntityID(bytes: value) else { return "" }
            let short = String(id.description.prefix(8))
            return try name(id).map { "\($0) (\(short))" } ?? short
        default:
            switch FieldCatalogue.rows.first(where: { $0.field == cell.field })?.value {
            case .text, .name: return String(decoding: value, as: UTF8.self)
            case .instant: return FieldValue.instant(value).map(moment) ?? ""
            case .entity:
                guard let id = EntityID(bytes: value) else { return "(\(value.count) bytes)" }
                let known = try name(id) ?? ""
                return known.isEmpty ? "somebody gone (\(id.description.suffix(6)))" : known
            default: return "(\(value.count) bytes)"
            }
        }
    }

    /// The value of a line, as people read it.
    static func text(of line: CardLine) -> String {
        let content = ContentLine(raw: line.raw)
        if let parted = line.parted {
            return PhotoFacts.bytes(parted.pictureByteCount)
        }
        if content.name == "PHOTO", let photo = PhotoContent(content) {
            let facts = PhotoFacts(photo, using: nil)
            if facts.state != .unknown { return facts.summary }
        }
        if content.name == "PHOTO" || content.name == "KEY" {
            return "(\(line.raw.count) bytes)"
        }
        if content.name == "X-ABLABEL" { return LineLabel.clean(content.text) }
        if dates.contains(content.name), case .parts = PartialDate(line: content) {
            return PartialDate(line: content).description
        }
        if CardLine.isList(line.raw) {
            let isTags = content.name == "CATEGORIES"
            return (isTags ? TagList(content).tags : content.list).filter { !$0.isEmpty }
                .listed(separator: ",")
        }
        return content.components.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static let dates: Set<String> = [
        "BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "DEATHDATE", "X-DEATHDATE", "X-ABDATE",
    ]

    /// The label on a line itself, such as "work"; empty for none.
    static func label(of head: Head, in cell: CellAddress) -> String {
        guard head.verb == .put, cell.field == .line,
            let line = CardLine(element: cell.element, value: head.value)
        else { return "" }
        return LineLabel.label(ofTypes: ContentLine(raw: line.raw).types)
    }

    /// An instant as a day and a time in UTC; the day alone when no time was said.
    private static func moment(_ milliseconds: UInt64) -> String {
        if let day = CivilDay(withoutTime: milliseconds) { return day.description }
        let minutes = milliseconds / 60_000 % 1_440
        func padded(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(CivilDay(milliseconds: milliseconds)) "
            + "\(padded(minutes / 60)):\(padded(minutes % 60)) UTC"
    }
}
