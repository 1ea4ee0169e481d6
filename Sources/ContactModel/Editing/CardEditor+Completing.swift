import ChangeLog

extension CardEditor {
    /// Writes the lines without which other programs do not show a card: `UID` and `FN`
    /// (RFC 6350 sections 6.7.6 and 6.2.1).
    ///
    /// The `UID` is made of the id of the card's entity, `FN` is the name that is shown: machines
    /// that do so apart write the same lines.
    package mutating func complete() {
        let view = PersonView(card)
        let name = view.displayName
        let hasName = name != PersonView.noName && name != view.uid
        if lines(named: "FN").isEmpty, hasName { write(name, as: "FN") }
        if lines(named: "UID").isEmpty {
            let uuid = UUIDText.text(of: card.entity.value, version: .custom)
            write(version == .four ? "urn:uuid:" + uuid : uuid, as: "UID")
        }
    }

    private mutating func write(_ text: String, as name: String) {
        appendOnly(writer.line(head: Array(name.utf8), parts: [text]), of: name)
    }
}
