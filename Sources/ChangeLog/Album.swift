extension Identifier where Subject == SpaceSubject {
    /// The album of this space: the log of its own that holds the space's pictures (PHOTO-1).
    ///
    ///     SHA-256("kith album" || space)[0..<16]
    package func album(using digest: DigestFunction) -> SpaceID {
        SpaceID(value: digest(Array("kith album".utf8) + bytes).leading128)
    }
}
