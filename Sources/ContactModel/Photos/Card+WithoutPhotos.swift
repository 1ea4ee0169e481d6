extension Card {
    /// The card without its `PHOTO` lines.
    package var withoutPhotos: Card {
        Card(
            entity: entity, kind: kind, frame: frame,
            lines: lines.filter { line in
                !line.mayBe("PHOTO") || ContentLine(raw: line.raw).name != "PHOTO"
            })
    }
}
