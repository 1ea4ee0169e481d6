import ChangeLog

/// Why the replica could not do what was asked; nothing is half done then.
package enum ReplicaError: KithError, Hashable {
    /// Another process is writing for longer than we wait.
    case busy(processID: Int32?)
    /// There is no replica in the folder.
    case absent(folder: String)
    /// There was a replica: what lay beside its file is still there.
    case lost(folder: String)
    /// The file was written by a newer kith.
    case newerSchema(found: Int, supported: Int)
    /// The file is not a kith database, or damaged.
    case damaged(detail: String)
    /// SQLite refused, for what is no damage.
    case failed(reason: String)
    /// The disk is full.
    case diskFull
    /// The disk could not read or write what it was to.
    case diskFailed
    /// The disk of a linked folder is full: some of its files were written.
    case folderFull(path: String)
    /// The file cannot be read or written.
    case inaccessible(path: String, reason: String)
    /// There is a file already where one was to be made.
    case taken(path: String)
    /// An overlay field was about to leave the personal space (P10); a fault of kith, stopped.
    case overlayOutsidePersonalSpace(field: String)
    /// The role in the space does not allow writing.
    case mayNotWrite(space: String)
    /// The user was taken out of the space.
    case noMember(space: String)
    /// The team has a card of nobody that a touch is with: it could not tell whom it is about.
    ///
    /// `remedy` is how the team comes to a card of the first of them.
    case noCard(names: [String], space: String, remedy: CardRemedy)
    /// A colleague shared it: it is theirs to change.
    case colleagues(who: String, space: String)
    case unknownSpace(name: String)
    case unknownPerson
    case unknownGroup(name: String)
    /// There is a group of that name already.
    case groupTaken(name: String)
    case unknownConflict(id: String)
    case unknownChoice(id: String, count: Int)
    case nothingToUndo
    case nothingToRedo
    /// The last command erased for good.
    case purgeIsFinal
    /// The last command kept what was not sent: it is nowhere else.
    case keepIsFinal
    /// The file with the token may be read by others.
    case credentialsExposed(path: String)
    case notEnrolled
    /// The data is one user's, and the machine was about to become another's (P10).
    case otherUser(known: String, found: String)
    /// A backup is one user's, and the machine is joined as another (P10).
    case otherAccount(backup: String, machine: String)
    /// A name or text is over a limit.
    case invalid(what: String, reason: String)

    package var code: String {
        switch self {
        case .busy: "busy"
        case .absent: "no_replica"
        case .lost: "lost_replica"
        case .newerSchema: "newer_schema"
        case .damaged: "damaged_database"
        case .failed: "database_failed"
        case .diskFull: "disk_full"
        case .diskFailed: "disk_failed"
        case .folderFull: "folder_full"
        case .inaccessible: "inaccessible"
        case .taken: "exists"
        case .overlayOutsidePersonalSpace: "overlay_outside_personal_space"
        case .mayNotWrite: "may_not_write"
        case .noMember: "no_member"
        case .noCard: "no_card"
        case .colleagues: "colleagues"
        case .unknownSpace: "unknown_space_name"
        case .unknownPerson: "unknown_person"
        case .unknownGroup: "unknown_group"
        case .groupTaken: "group_exists"
        case .unknownConflict: "unknown_conflict"
        case .unknownChoice: "unknown_choice"
        case .nothingToUndo: "nothing_to_undo"
        case .nothingToRedo: "nothing_to_redo"
        case .purgeIsFinal: "purge_is_final"
        case .keepIsFinal: "keep_is_final"
        case .credentialsExposed: "credentials_exposed"
        case .notEnrolled: "not_enrolled"
        case .otherUser: "other_user"
        case .otherAccount: "other_account"
        case .invalid: "invalid_value"
        }
    }

    package var canRetry: Bool {
        switch self {
        case .busy, .diskFull, .diskFailed, .folderFull: true
        default: false
        }
    }

    package var sentence: String {
        switch self {
        case .busy(let processID):
            "Another kith is writing\(processID.map { " (process \($0))" } ?? ""); try again."
        case .absent(let folder):
            "Nobody is here yet, in \(folder): `kith import FILE`, `kith add`, or `kith join` begins."
        case .lost(let folder):
            "The database is gone from \(folder), where there was one: `kith recover FILE` brings a "
                + "backup back, `kith join` what the server has, and `kith init` begins anew."
        case .newerSchema, .damaged, .failed, .diskFull, .diskFailed, .folderFull, .inaccessible,
            .taken:
            sentenceOfFiles
        case .overlayOutsidePersonalSpace(let field):
            "The private field `\(field)` may not be written into a team space; nothing was changed."
        case .mayNotWrite(let space):
            "Your role in `\(space)` allows reading only; ask who runs the server."
        case .noMember(let space):
            "You are no member of `\(space)` any more: what is here of it stays, to read and to "
                + "export, and cannot be changed."
        case .noCard(let names, let space, let remedy):
            "`\(space)` has no card of \(names.joined(separator: ", ")), so nobody there could tell whom it "
                + "is about; \(remedy.words(for: names.first ?? "WHO", in: space)). Nothing was written."
        case .colleagues(let who, let space):
            "That is a touch of \(who)'s, shared with `\(space)`: it is theirs to change and to take away."
        case .unknownSpace(let name):
            """
            There is no space `\(name)` here; `kith space list` shows them, and `kith sync` brings \
            one that you were let into.
            """
        case .unknownPerson: "Nobody of that name is here; `kith list` shows everybody."
        case .unknownGroup(let name):
            "There is no group “\(name)”; `kith group list` shows them, `kith group new` makes one."
        case .groupTaken(let name):
            "There is a group “\(name)” already; `kith group add` adds people to it."
        case .unknownConflict(let id):
            "There is no conflict `\(id)`; `kith conflicts list` shows them."
        case .unknownChoice(let id, let count):
            "Conflict `\(id)` has the choices 1 to \(count); `kith conflicts show \(id)` lists them."
        case .nothingToUndo: "There is no command of this machine left to undo."
        case .nothingToRedo:
            "Nothing was taken back since the last command; `kith undo --list` shows them all."
        case .purgeIsFinal:
            "The last command was `kith purge`, and what it erased is gone for good. "
                + "`kith undo --past-purge` takes back the command before it."
        case .keepIsFinal:
            "The last command was `kith unsent`, and what it kept is nowhere else: `kith rm` and "
                + "`kith edit` change it. `kith undo --past-purge` takes back the command before it."
        case .credentialsExposed, .notEnrolled, .otherUser, .otherAccount: accountSentence
        case .invalid(let what, let reason):
            // What is said of somebody or something is a sentence with it, and no remark on it.
            reason.hasPrefix("is ") || reason.hasPrefix("was ")
                ? "\(what) \(reason)." : "\(what): \(reason)."
        }
    }

    /// The sentence of faults that concern the user of a server.
    private var accountSentence: String {
        switch self {
        case .credentialsExposed(let path):
            "\(path) can be read by others; `chmod 600 \(path)` protects your token."
        case .notEnrolled: "This machine knows no server yet; `kith join URL CODE` enrols it."
        case .otherUser(let known, let found):
            "What is here is \(known)'s and is not mixed with what is \(found)'s; nothing was changed. "
                + "A folder of its own makes room for \(found): `KITH_HOME=FOLDER kith join`, with a "
                + "new code."
        case .otherAccount(let backup, let machine):
            "This backup is of \(backup), and this machine is joined as \(machine); nothing was "
                + "changed. `KITH_HOME=FOLDER kith recover` brings it back in a folder of its own: "
                + "there it can be read, exported, and joined to a server with a new code."
        default: ""
        }
    }

    /// The sentence of faults of a file or the disk.
    private var sentenceOfFiles: String {
        switch self {
        case .newerSchema(let found, let supported):
            "The database has schema \(found), this kith knows \(supported); install a newer kith."
        case .damaged(let detail):
            "The database is damaged (\(detail)); `kith doctor` checks it, a sync from another "
                + "machine or the server brings the data back."
        case .failed(let reason):
            "The database did not take it (\(reason)); nothing was changed. `kith doctor` says whether "
                + "it is whole."
        case .diskFull: "The disk is full; nothing was changed. Free some space and try again."
        case .diskFailed:
            "The disk failed while the database was in use; nothing was changed. Try again; if it "
                + "stays so, make a `kith backup` elsewhere and look after the disk."
        case .folderFull(let path):
            "\(path): the disk is full. What was written before holds, and the next `kith vdir sync` "
                + "writes the rest."
        case .inaccessible(let path, let reason): "\(path): \(reason)."
        case .taken(let path): "\(path) exists already."
        default: ""
        }
    }
}
