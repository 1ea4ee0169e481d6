import ChangeLog
import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

extension TestServer {
    /// Makes a space `team` with these members.
    ///
    /// - Throws: ``ServerStorageError``.
    func makeTeam(_ members: [String: Role]) throws -> SpaceID {
        try administer { database in
            try database.addSpace("team")
            for (user, role) in members { try database.addMember(user, to: "team", as: role) }
        }
        return try #require(try administer { try $0.spaces() }.first { $0.name == "team" }).id
    }

    /// How many spaces the file has, albums among them.
    ///
    /// - Throws: ``ServerStorageError``.
    func rowCount() throws -> Int64? {
        try administer { database in
            try database.read { session in
                try session.statement("SELECT count(*) FROM space").first { $0.integer(0) }
            }
        }
    }
}

extension SpaceID {
    /// The space's album.
    var album: SpaceID { album(using: .sha256) }
}
