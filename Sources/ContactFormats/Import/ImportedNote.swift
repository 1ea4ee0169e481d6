package import ChangeLog
package import ContactModel

/// A private dated note that a source has about one of its people.
package struct ImportedNote: Hashable, Sendable {
    /// Which of the cards that came with it the note is about.
    package let cardIndex: Int
    package let text: String
    /// When it was written: Unix milliseconds.
    package let milliseconds: UInt64
    /// The bytes that make the note the same on every machine and at every import.
    package let identity: [UInt8]

    /// The note as the replica keeps it, in the importer's personal space.
    ///
    /// - Parameters:
    ///   - about: The entity that its card was recognised as.
    ///   - digest: SHA-256.
    /// - Returns: A note with the same id each time, so that importing again changes nothing.
    package func personalNote(
        about: EntityID, using digest: DigestFunction
    ) -> PersonalNote {
        let input = Array("kith imported note".utf8) + about.bytes + identity
        return PersonalNote(
            entity: EntityID(derivedFrom: digest(input)), about: about, text: text,
            milliseconds: milliseconds)
    }
}
