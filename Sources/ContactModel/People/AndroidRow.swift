/// A row that Android writes of somebody into `X-ANDROID-CUSTOM`, for want of a property in vCard 2.1: the
/// type of its table, then the columns of the row.
///
///     X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2012-12-12;1;;;
enum AndroidRow: Hashable, Sendable {
    case nickname(String)
    case date(PartialDate, label: String)
    case relation(String, label: String)

    static let property = "X-ANDROID-CUSTOM"

    /// Reads a line; nil for a row of another table, and one that says nothing.
    init?(_ line: ContentLine) {
        guard line.name == Self.property else { return nil }
        let columns = line.components.map(\.trimmed)
        func column(_ number: Int) -> String {
            columns.indices.contains(number) ? columns[number] : ""
        }
        guard !column(1).isEmpty else { return nil }
        func label(_ types: [String]) -> String {
            guard let type = Int(column(2)), types.indices.contains(type) else { return "" }
            return type == 0 ? column(3) : types[type]
        }
        switch column(0).lowercased() {
        case "vnd.android.cursor.item/nickname": self = .nickname(column(1))
        case "vnd.android.cursor.item/contact_event":
            self = .date(PartialDate(text: column(1)), label: label(Self.events))
        case "vnd.android.cursor.item/relation":
            self = .relation(column(1), label: label(Self.relations))
        default: return nil
        }
    }

    /// By the numbers of Android's `ContactsContract`; 0 has a label of its own.
    private static let events = ["", "anniversary", "", "birthday"]
    private static let relations = [
        "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager",
        "mother", "parent", "partner", "referred by", "relative", "sister", "spouse",
    ]
}
