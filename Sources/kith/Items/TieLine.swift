import ChangeLog
import ContactModel

/// A relation or a role in an organisation, seen from one of its two sides.
struct TieLine {
    /// The title of the kind of tie.
    let title: String
    /// Who or what the other side is, and what the one is to the other.
    let text: String
    /// In what way, and when.
    let label: String

    /// Reads an item.
    ///
    /// - Parameters:
    ///   - item: A relation or an affiliation; nil for any other.
    ///   - own: The ids of whose side it is.
    ///   - names: Of the people in the item.
    init?(_ item: Item, of own: [EntityID], _ names: [EntityID: String]) {
        func name(_ field: FieldName) -> String { item.entity(field).flatMap { names[$0] } ?? "?" }
        func isOwn(_ field: FieldName) -> Bool { item.entity(field).map(own.contains) ?? false }
        let said = item.text(.text)
        switch item.kind {
        case .relation:
            title = "relation"
            text = isOwn(.a) ? "\(said) of \(name(.b))" : "\(name(.a)), \(said)"
        case .affiliation where isOwn(.person):
            title = "role"
            text = said.isEmpty ? name(.org) : "\(said), \(name(.org))"
        case .affiliation:
            title = "people"
            text = said.isEmpty ? name(.person) : "\(name(.person)), \(said)"
        default: return nil
        }
        let (from, to) = (item.text(.from), item.text(.to))
        let span = to.isEmpty ? (from.isEmpty ? "" : "since \(from)") : "\(from)–\(to)"
        label = [item.text(.type), span, "private"].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
