import ChangeLog

/// Why the server's storage or administration could not do what was asked.
package enum ServerStorageError: KithError, Hashable {
    case newerSchema(found: Int64)
    /// The file holds something else: a machine's replica, or what another program keeps.
    case foreign(isReplica: Bool)
    /// Another daemon has the folder open.
    case alreadyOpen(folder: String)
    case inaccessible(path: String, reason: String)
    case damaged(detail: String)
    /// SQLite refused, for what is no damage.
    case failed(reason: String)
    /// A backup is of another server than the data it would replace.
    case otherServer
    /// Another command has the folder, and did not end in time.
    case inUse(folder: String)
    case diskFull
    /// Another process writes, and did not end in time.
    case busy
    case unknownUser(name: String)
    case unknownDevice(name: String)
    case unknownSpace(name: String)
    case exists(what: String)
    case alreadyMember(user: String, space: String, role: String)
    case notMember(user: String, space: String)
    /// A loss that cannot be undone, and was not confirmed.
    case unconfirmed(what: String)
    case invalid(reason: String)

    package var code: String {
        switch self {
        case .newerSchema: "newer_schema"
        case .foreign: "foreign_database"
        case .alreadyOpen: "already_open"
        case .inaccessible: "inaccessible"
        case .damaged: "damaged_database"
        case .failed: "database_failed"
        case .otherServer: "other_server"
        case .inUse: "in_use"
        case .diskFull: "storage_full"
        case .busy: "busy"
        case .unknownUser: "unknown_user"
        case .unknownDevice: "unknown_device"
        case .unknownSpace: "unknown_space_name"
        case .exists: "exists"
        case .alreadyMember: "already_member"
        case .notMember: "not_member"
        case .unconfirmed: "unconfirmed"
        case .invalid: "invalid_value"
        }
    }

    package var canRetry: Bool { self == .diskFull || self == .busy }

    /// Whether it is about what the file holds: another time it says the same.
    var isOfTheFile: Bool {
        switch self {
        case .damaged, .failed: true
        default: false
        }
    }

    package var sentence: String {
        switch self {
        case .newerSchema(let found):
            "The data has schema \(found), this kithd knows \(ServerSchema.current); install a "
                + "newer kithd."
        case .foreign(let isReplica):
            (isReplica
                ? "The kithd.sqlite there is what `kith` keeps on a machine, and no data of kithd"
                : "The kithd.sqlite there is of another program, and no data of kithd")
                + "; --data names the folder."
        case .alreadyOpen(let folder): "Another kithd already serves \(folder)."
        case .inaccessible(let path, let reason): "\(path): \(reason)."
        case .damaged(let detail):
            "The database is damaged (\(detail)). `kithd recover` brings a backup back, and the "
                + "machines send what it lacks."
        case .failed(let reason):
            "The database did not take it (\(reason)); nothing was changed. `kithd doctor` says "
                + "whether it is whole."
        case .otherServer:
            "This is the backup of another server than the one whose data is there: all machines "
                + "of that one would be strangers; nothing was changed. --other-server takes it."
        case .inUse(let folder):
            "Another kithd command works on \(folder); try again when it has ended."
        case .diskFull: "The disk is full; nothing was changed. Free some space and try again."
        case .busy: "The database is busy; nothing was changed. Try again in a minute."
        case .unknownUser(let name): "There is no user `\(name)`; `kithd user list` shows them."
        case .unknownDevice(let name):
            "There is no device `\(name)` of that user; `kithd device list` shows them."
        case .unknownSpace(let name):
            "There is no team space `\(name)`; `kithd space list` shows them."
        case .exists(let what): "\(what) exists already."
        case .alreadyMember(let user, let space, let role):
            "`\(user)` is \(role) of `\(space)` already; `kithd member set` changes the role."
        case .notMember(let user, let space):
            "`\(user)` is no member of `\(space)`; `kithd member add` lets in."
        case .unconfirmed(let what): "\(what); nothing was changed. --yes does it."
        case .invalid(let reason): "\(reason)."
        }
    }
}
