package import ChangeLog

/// The catalogue of `protocol/errors.md`: every code that can end a request or a sync.
package enum ErrorCode: String, CaseIterable, Sendable {
    case badRequest = "bad_request"
    case badMessage = "bad_message"
    case splitTransaction = "split_transaction"
    case unsupportedVersion = "unsupported_version"
    case unauthorized
    case codeInvalid = "code_invalid"
    case forbidden
    case unknownSpace = "unknown_space"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case timeout
    case forkedReplica = "forked_replica"
    case gap
    case tooLarge = "too_large"
    case unsupportedEncoding = "unsupported_encoding"
    case headerTooLarge = "header_too_large"
    case tooManyRequests = "too_many_requests"
    case serverError = "server_error"
    case unavailable
    case storageFull = "storage_full"
    case differentServer = "different_server"
    case serverEmpty = "server_empty"
    case serverInconsistent = "server_inconsistent"
    case unreachable

    /// The HTTP status that carries it; nil for those that only a client raises.
    package var status: Int? {
        switch self {
        case .badRequest, .badMessage, .splitTransaction, .unsupportedVersion: 400
        case .unauthorized, .codeInvalid: 401
        case .forbidden: 403
        case .unknownSpace, .notFound: 404
        case .methodNotAllowed: 405
        case .timeout: 408
        case .forkedReplica, .gap: 409
        case .tooLarge: 413
        case .unsupportedEncoding: 415
        case .headerTooLarge: 431
        case .tooManyRequests: 429
        case .serverError: 500
        case .unavailable: 503
        case .storageFull: 507
        case .differentServer, .serverEmpty, .serverInconsistent, .unreachable: nil
        }
    }

    /// Whether the same request may succeed later without a change by the person.
    package var canRetry: Bool {
        switch self {
        case .timeout, .gap, .tooManyRequests, .serverError, .unavailable, .storageFull,
            .unreachable:
            true
        default: false
        }
    }

    /// The sentence shown to the person: what happened and what to do.
    package var sentence: String {
        switch self {
        case .badRequest: "The server could not read the request; update kith on both sides."
        case .badMessage: "The message is damaged or not kith's; nothing was stored."
        case .splitTransaction: "A page cut a transaction in two; nothing was stored."
        case .unsupportedVersion: "The two sides speak different versions; update the older one."
        case .unauthorized:
            "The server does not accept this machine; ask for a code and run `kith join` again."
        case .codeInvalid: "The code is wrong, used or expired; ask for a new one."
        case .forbidden: "Your role in this space does not allow that; ask who runs the server."
        case .unknownSpace: "There is no such space for you on this server."
        case .notFound: "There is nothing at this address; check the server's URL."
        case .methodNotAllowed: "This address does not take that method."
        case .timeout: "The request took too long; your changes are kept, sync again."
        case .forkedReplica: "This replica was copied or restored; kith gives it a new identity."
        case .gap: "The server lacks changes before these; sync again sends them."
        case .tooLarge: "The message is over a limit of the server; nothing was stored."
        case .unsupportedEncoding: "The server does not read this content type or encoding."
        case .headerTooLarge: "The request's header is over the server's limit."
        case .tooManyRequests: "Too many requests; wait a moment, your changes are kept."
        case .serverError: "The server failed; your changes are kept, its log has the reason."
        case .unavailable: "The server is stopping or overloaded; your changes are kept."
        case .storageFull: "The server's disk is full; your changes are kept, tell its owner."
        case .differentServer:
            "Another server answers at this address; nothing was sent. Check the URL."
        case .serverEmpty:
            "The server lost this space; `kith sync --refill` uploads what this machine holds."
        case .serverInconsistent:
            "The server's answer contradicts itself; nothing was changed here."
        case .unreachable: "The server cannot be reached; your changes are kept, sync later."
        }
    }
}

/// A refusal by the protocol, on either side.
package struct ProtocolError: KithError, Hashable {
    package let kind: ErrorCode
    /// The fault and its place, such as `runs[3].changes[7].entity: 15 bytes, expected 16`.
    package let detail: String
    /// Of ``ErrorCode/forkedReplica``: the first change that differs.
    package let fork: Dot?
    package let retryAfterSeconds: UInt32

    package init(
        _ kind: ErrorCode, _ detail: String = "", fork: Dot? = nil, retryAfterSeconds: UInt32 = 0
    ) {
        self.kind = kind
        self.detail = detail
        self.fork = fork
        self.retryAfterSeconds = retryAfterSeconds
    }

    package var code: String { kind.rawValue }
    package var canRetry: Bool { kind.canRetry }
    package var sentence: String { detail.isEmpty ? kind.sentence : "\(kind.sentence) (\(detail))" }
}
