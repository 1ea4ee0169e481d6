import ChangeLog
package import SyncProtocol

/// When the pictures of others come to this machine.
package enum PhotoWish: String, Hashable, Sendable, CaseIterable {
    /// With every sync, after everything else.
    case always
    /// When somebody asks for them; own ones are sent all the same.
    case asked
}

/// The next thing to do about a space's album after the space itself was synced (PHOTO-3).
package enum AlbumDecision: Hashable, Sendable {
    case nothing
    /// Only what the server lacks.
    case push
    case sync

    /// Decides, without asking the server.
    ///
    /// - Parameters:
    ///   - server: Where the album ends on the server, as the space's last reply said.
    ///   - known: What is held of the album here; nil for nothing.
    ///   - wish: Whether the pictures of others are wanted.
    package init(server: SyncCursor?, known: ReplicaFacts?, wish: PhotoWish) {
        let acknowledged = known?.server?.acknowledged
        let hasUnsent =
            known.map { !(acknowledged ?? VersionVector()).covers($0.held) } ?? false
        let read = known?.server?.cursor
        // Where both are empty a cursor may be known that the reply leaves out.
        let isRead = read == server || (server == nil && read?.position ?? 0 == 0)
        switch wish {
        case .always: self = hasUnsent || !isRead ? .sync : .nothing
        case .asked: self = hasUnsent ? .push : .nothing
        }
    }
}
