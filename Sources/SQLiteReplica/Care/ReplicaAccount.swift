import ChangeLog
import Glibc
import SQLiteLog

/// The owner of a replica: the user of a server, known by the personal space beside the name.
struct ReplicaAccount: Hashable {
    let user: String
    let url: String
    let personal: SpaceID

    /// Reads the account from a database; nil when its machine had joined no server.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    init?(_ session: Session) throws {
        guard let url = try session.setting(SettingKey.serverURL), !url.isEmpty,
            let user = try session.setting(SettingKey.user)
        else { return nil }
        self.user = user
        self.url = url
        personal = try session.personalSpace().space
    }

    /// The account that the machine of a folder is joined to; nil without a token, and when what is
    /// here cannot be read: a backup is what helps then.
    init?(ofMachineIn folder: ReplicaFolder) {
        guard access(folder.credentials, F_OK) == 0, access(folder.database, F_OK) == 0,
            let log = try? LogDatabase(path: folder.database, role: .reader),
            let found = try? log.read({ try ReplicaAccount($0) })
        else { return nil }
        self = found
    }

    /// Whether both are the same person's: a server may move, a user's space does not.
    func isSame(as other: ReplicaAccount) -> Bool {
        user == other.user && personal == other.personal
    }

    /// For the person, such as `ada at https://kith.example.org`.
    var words: String { "\(user) at \(url)" }
}
