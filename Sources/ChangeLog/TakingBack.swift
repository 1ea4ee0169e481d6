/// Whether what a command did to an entity may be taken back, or would leave a ruin of it.
package struct TakingBack: Hashable, Sendable {
    /// Whether the entity is in the trash, and the command did not put it there.
    package let isInTrash: Bool
    /// Whether the command made the entity: it holds nothing that is older.
    package let isCreation: Bool
    /// Whether the entity says something that the command did not write.
    package let isWrittenSince: Bool

    package init(isInTrash: Bool, isCreation: Bool, isWrittenSince: Bool) {
        self.isInTrash = isInTrash
        self.isCreation = isCreation
        self.isWrittenSince = isWrittenSince
    }

    /// Whether nothing of the entity is taken back.
    ///
    /// An edit of somebody in the trash would bring them out of it (MERGE-7), and of somebody made
    /// here what others wrote since would stay alone, without a name.
    package var leavesAlone: Bool { isInTrash || isCreation && isWrittenSince }
}
