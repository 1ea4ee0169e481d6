package import ChangeLog
import SQLiteLog
package import SyncEngine

extension Replica {
    /// The album of a space, for sync, with what is held of it; nil when it is not known here.
    ///
    /// - Throws: ``ReplicaError``.
    package func album(
        of space: SpaceID
    ) throws -> (id: SpaceID, store: SpaceStore, facts: ReplicaFacts)? {
        let row = try database.read { session -> Int64? in
            guard let row = try session.spaces().first(where: { $0.space == space }) else {
                return nil
            }
            return try session.album(of: row.id)?.id
        }
        guard let row else { return nil }
        let store = SpaceStore(replica: self, row: row)
        let facts = try store.facts()
        return (facts.space, store, facts)
    }

    /// Prepares to hold the album of a space.
    ///
    /// - Throws: ``ReplicaError/unknownSpace(name:)``, or another ``ReplicaError``.
    package func makeAlbum(of space: SpaceID) throws {
        try commit { session in
            guard let row = try session.spaces().first(where: { $0.space == space }) else {
                throw ReplicaError.unknownSpace(name: space.description)
            }
            _ = try session.makeAlbum(
                of: row, replica: ReplicaID(value: environment.random128()),
                using: environment.digest)
        }
    }

    /// When the pictures of others come to this machine.
    ///
    /// - Throws: ``ReplicaError``.
    package func photoWish() throws -> PhotoWish {
        try database.read { session in
            try session.setting(SettingKey.photoWish).flatMap(PhotoWish.init) ?? .always
        }
    }

    /// Remembers when the pictures of others are to come to this machine.
    ///
    /// - Throws: ``ReplicaError``.
    package func setPhotoWish(_ wish: PhotoWish) throws {
        guard try photoWish() != wish else { return }
        try database.write { try $0.set(SettingKey.photoWish, to: wish.rawValue) }
    }

    /// How many photos there are of which the picture is not here.
    ///
    /// - Throws: ``ReplicaError``.
    package func awayPhotoCount() throws -> Int {
        try database.read { try $0.awayPhotoCount() }
    }
}

extension Session {
    /// How many photos there are of which the picture is not here.
    ///
    /// - Throws: `DatabaseError`.
    func awayPhotoCount() throws -> Int {
        try statement(
            """
            SELECT count(*) FROM named_picture
            WHERE NOT EXISTS (SELECT 1 FROM picture WHERE picture.hash = named_picture.hash)
            """
        ).first { Int($0.integer(0)) } ?? 0
    }
}
