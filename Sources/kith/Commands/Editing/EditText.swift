import SQLiteReplica

/// The outcome of an edit, for people.
enum EditText {
    /// Tells where somebody was edited, when that is not one's own book alone, and where the card
    /// says on what it said.
    static func tell(_ places: EditPlaces, of person: PersonSummary) {
        let name = TerminalText.visible(person.name)
        guard places.isChanged else { return Terminal.write("\(name) says that already.\n") }
        let isOwn = places.left.isEmpty && places.edited == ["personal"]
        let spaces = TerminalText.visible(places.edited.joined(separator: " and "))
        let place = isOwn ? "" : " in \(spaces)"
        let end = isOwn && name.hasSuffix(".") ? "" : "."
        Terminal.write("Edited \(name)\(place)\(end)\n")
        for left in places.left {
            let space = TerminalText.visible(left.space)
            Terminal.note(
                "\(space) says on what it said of \(TerminalText.visible(left.property)); `kith edit "
                    + "\(PeopleTable.shortID(person.id)) --space \(space)` changes it there, for all."
            )
        }
    }
}
