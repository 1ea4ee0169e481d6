package import ChangeLog
package import ContactModel

/// The action for one file of a vdir, decided from what was last mirrored, the file and the card.
///
/// First every file is brought into its card, then every card into its file:
///
///     mirrored  file       card               in            out
///     no        new        unknown            create        -
///     no        new        known              join          what the file lacks is written
///     no        none       alive              -             a new file
///     yes       same       alive              -             written when the card differs
///     yes       same       gone or merged     -             removed
///     yes       changed    alive or merged    merge         written when the card differs
///     yes       changed    trashed            merge, restore
///     yes       removed    alive, same        trash         -
///     yes       removed    alive, changed     kept          written again
///     yes       removed    gone or merged     forget        -
///     any       unreadable any                -             left alone
///
/// An edit wins over a removal on either side, so that nothing is lost.
package enum VDirDecision {
    /// A file as it is found.
    package enum File: Sendable {
        case missing
        /// As it was when it was last mirrored.
        case unchanged
        case changed(ImportedCard)
    }

    /// A person as kith has it.
    package enum Person: Sendable {
        case unknown
        /// In the trash.
        case trashed(Card)
        case alive(Card)
        /// Now another card of somebody who has a file of their own; the card is that person's.
        case merged(Card)

        /// Whether a picture of the card is not here: no file can be compared with it (PHOTO-10).
        package var lacksPicture: Bool {
            switch self {
            case .unknown: false
            case .trashed(let card), .alive(let card), .merged(let card): card.lacksPicture
            }
        }
    }

    /// The effect of a file on its card.
    package enum Inward: Sendable {
        case nothing
        /// Somebody new.
        case create
        /// A file that was never mirrored, of somebody known.
        case join(FileMerge, restoring: Bool)
        /// Edits of another program.
        case merge(FileMerge, restoring: Bool)
        /// The file was removed.
        case trash
        /// The file was removed, and its card changed here: it stays.
        case keep
        /// Both are gone.
        case forget
    }

    /// The effect of a card on its file.
    package enum Outward: Hashable, Sendable {
        case nothing
        case write(MirroredCard)
        case remove
    }

    /// Decides what a file that was mirrored does to its card.
    package static func inward(
        base: MirroredCard, file: File, person: Person, using digest: DigestFunction
    ) -> Inward {
        switch (file, person) {
        case (.unchanged, _), (.changed, .unknown): .nothing
        case (.changed(let now), .alive(let card)), (.changed(let now), .merged(let card)):
            .merge(FileMerge(of: now, since: base, into: card, using: digest), restoring: false)
        case (.changed(let now), .trashed(let card)): revived(base, now, card, digest)
        case (.missing, .alive(let card)):
            base.updated(to: card).bytes == base.bytes ? .trash : .keep
        case (.missing, _): .forget
        }
    }

    /// Only what another program edited brings somebody back, not how it folds lines.
    private static func revived(
        _ base: MirroredCard, _ now: ImportedCard, _ card: Card, _ digest: DigestFunction
    ) -> Inward {
        let merge = FileMerge(of: now, since: base, into: card, using: digest)
        return .merge(merge, restoring: !merge.edits.isEmpty)
    }

    /// Decides what a file that was never mirrored does.
    package static func inward(
        new file: ImportedCard, existing: ExistingCard?, isTrashed: Bool,
        using digest: DigestFunction
    ) -> Inward {
        guard let existing else { return .create }
        return .join(
            FileMerge(joining: file, with: existing, using: digest), restoring: isTrashed)
    }

    /// Decides what becomes of a file, once it was brought in.
    package static func outward(base: MirroredCard, person: Person) -> Outward {
        guard case .alive(let card) = person else { return .remove }
        let updated = base.updated(to: card)
        return updated.bytes == base.bytes ? .nothing : .write(updated)
    }

    /// Whether so many removals at once look like an accident (interop 4.2).
    package static func isMassRemoval(_ count: Int, of total: Int) -> Bool {
        // count > 20 % of total, without fractions.
        count > 5 && count > total / 5
    }
}
