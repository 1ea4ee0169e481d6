import ChangeLog
import ContactModel
import HTTPSyncTransport
import RelationshipPractice
import SQLiteReplica
import SyncProtocol

/// The exit codes of `kith`, as `docs/cli.md` lists them.
enum KithExit: Int32, Error, CaseIterable {
    case success = 0
    /// Nobody and nothing matched.
    case nothingFound = 1
    /// The command line cannot be understood.
    case usage = 2
    /// Something waits for a decision of the person.
    case decisionNeeded = 3
    /// The server cannot be reached; the work is saved here.
    case unreachable = 4
    /// A guard or a right refused it.
    case refused = 5
    /// A file, the database or the disk is at fault.
    case data = 6
    /// The server's answers contradict each other.
    case serverInconsistent = 7

    /// The code for an error.
    init(_ error: any KithError) {
        switch error {
        case let error as ProtocolError: self = Self.code(for: error)
        case let error as ReplicaError: self = Self.code(for: error)
        case let error as CommandError: self = error.exit
        case CardEditError.noSuchValue: self = .nothingFound
        case is CardEditError, is TierError, is ServerAddressError: self = .usage
        case is VDirError: self = .refused
        default: self = .data
        }
    }

    private static func code(for error: ProtocolError) -> KithExit {
        switch error.kind {
        case .unreachable, .timeout, .unavailable, .tooManyRequests, .serverError, .storageFull:
            .unreachable
        case .tooLarge, .unauthorized, .codeInvalid, .forbidden, .unknownSpace, .differentServer:
            .refused
        case .serverEmpty: .decisionNeeded
        case .serverInconsistent, .notFound, .methodNotAllowed, .forkedReplica, .gap:
            .serverInconsistent
        default: .usage
        }
    }

    private static func code(for error: ReplicaError) -> KithExit {
        switch error {
        case .unknownPerson, .unknownGroup, .unknownConflict, .nothingToUndo, .nothingToRedo:
            .nothingFound
        case .unknownSpace, .unknownChoice, .invalid: .usage
        case .mayNotWrite, .noMember, .noCard, .colleagues, .overlayOutsidePersonalSpace,
            .credentialsExposed, .notEnrolled, .busy, .taken, .groupTaken, .otherUser,
            .otherAccount,
            .purgeIsFinal, .keepIsFinal:
            .refused
        case .absent, .lost, .newerSchema, .damaged, .failed, .diskFull, .diskFailed,
            .folderFull, .inaccessible:
            .data
        }
    }
}

/// A failure of the command line itself, with a sentence of its own.
struct CommandError: KithError {
    let exit: KithExit
    let sentence: String

    var code: String { "command" }
    var canRetry: Bool { false }
}
