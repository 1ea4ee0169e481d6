extension Card {
    /// The card without its photos and logos.
    package var withoutPhotos: Card {
        Card(
            entity: entity, kind: kind, frame: frame,
            lines: lines.filter { line in
                PartedLine.properties.allSatisfy { name in
                    !line.mayBe(name) || ContentLine(raw: line.raw).name != name
                }
            })
    }
}
