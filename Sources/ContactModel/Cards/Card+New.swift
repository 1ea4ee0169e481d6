package import ChangeLog

extension Card {
    /// Makes a vCard 4.0 for somebody who was not known before.
    ///
    /// Its id and its lines' elements are derived as an import derives them: importing what kith
    /// itself exported finds everything in its place.
    ///
    /// - Parameters:
    ///   - uid: 128 random bits; 122 of them become the UUID of the card.
    ///   - kind: What the card is of.
    ///   - fullName: How the person is called; not empty.
    ///   - name: The parts of the name; split from the full name when nil.
    ///   - digest: SHA-256.
    /// - Returns: A card of kith's own making, with all its lines.
    package static func new(
        uid: UInt128, kind: EntityKind = .person, fullName: String, name: PersonName? = nil,
        using digest: DigestFunction
    ) -> Card {
        let uidText = "urn:uuid:" + UUIDText.text(of: uid, version: .random)
        let writer = LineWriter(version: .four, terminator: [.carriageReturn, .lineFeed])
        let isOrganisation = kind == .organisation
        let split =
            kind == .person ? PersonName(splitting: fullName) : PersonName(family: fullName)
        let parts = name ?? split
        var raws = [
            writer.line(head: Array("VERSION".utf8), parts: ["4.0"]),
            writer.line(head: Array("UID".utf8), parts: [uidText]),
        ]
        if kind != .person {
            let word = isOrganisation ? "org" : "group"
            raws.append(writer.line(head: Array("KIND".utf8), parts: [word]))
        }
        raws.append(writer.line(head: Array("FN".utf8), parts: [fullName]))
        // Address books show the semicolons of a group's further parts.
        let components = kind == .group ? [fullName] : parts.components
        raws.append(writer.line(head: Array("N".utf8), parts: components))
        if isOrganisation {
            raws.append(writer.line(head: Array("ORG".utf8), parts: [fullName]))
        }
        return Card(
            entity: CardIdentity.entity(uid: Array(uidText.utf8), using: digest), kind: kind,
            lines: CardLine.imported(raws, using: digest))
    }

    /// The edits that write the whole card into a space that has none of it.
    package var creationEdits: [CellEdit] {
        var edits: [CellEdit] = []
        if let frame, frame != .usual(terminator: terminator) {
            edits.append(
                .put(frame.value, in: CellAddress(entity: entity, field: .frame), of: kind))
        }
        return edits + lines.map { .put($0.value, in: cell(of: $0.element), of: kind) }
    }
}

extension CardLine {
    /// Gives raw lines the elements and places that an import gives them.
    package static func imported(
        _ raws: [[UInt8]], using digest: DigestFunction
    ) -> [CardLine] {
        let elements = CardIdentity.elements(of: raws.map(ContentLine.unfolded), using: digest)
        var place: UInt64 = 0
        return zip(elements, raws).map { element, raw in
            place = CardLine.place(after: place, before: nil)
            return CardLine(element: element, place: place, raw: raw)
        }
    }
}
