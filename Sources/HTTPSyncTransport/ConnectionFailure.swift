import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Why there is no connection, in words that say where to look; without addresses.
enum ConnectionFailure {
    /// The reason as a part of a sentence.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError: reason(connecting: error)
        case let error as NIOSSLError: reason(securing: error)
        case is NIOSSLExtraError: "its certificate is for another name"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "it closed the connection; https:// and http:// are not the same port"
        case let error as HTTPClientError where error == .connectTimeout:
            "no answer in ten seconds"
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: reason(number: error.errnoCode)
        default: "the connection broke off"
        }
    }

    /// Whether the server's certificate was refused, for whatever reason.
    static func isUntrusted(_ error: any Error) -> Bool {
        guard case .handshakeFailed(let failure) = error as? NIOSSLError else { return false }
        return "\(failure)".contains(verificationFailure)
    }

    private static let verificationFailure = "CERTIFICATE_VERIFY_FAILED"

    /// Whether a connection that stood broke off, or nothing came over it.
    static func isBreak(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            [.readTimeout, .writeTimeout, .deadlineExceeded, .remoteConnectionClosed]
                .contains(error)
        case let error as IOError: [ECONNRESET, EPIPE, ETIMEDOUT].contains(error.errnoCode)
        default: false
        }
    }

    private static func reason(connecting error: NIOConnectionError) -> String {
        if error.connectionErrors.isEmpty { return "no machine of that name is known here" }
        // A name has several addresses; the last one tells as much as the others.
        let last = error.connectionErrors.last?.error
        if let error = last as? IOError { return reason(number: error.errnoCode) }
        if case .connectTimeout = last as? ChannelError { return "no answer in ten seconds" }
        return "the connection broke off"
    }

    private static func reason(number: CInt) -> String {
        switch number {
        case ECONNREFUSED: "nothing listens there: does kithd run, and is the port right?"
        case ENETUNREACH, EHOSTUNREACH: "no way leads there: is this machine online?"
        case ETIMEDOUT: "no answer"
        default: "the connection broke off"
        }
    }

    private static func reason(securing error: NIOSSLError) -> String {
        guard case .handshakeFailed(let failure) = error else { return "the connection broke off" }
        let text = "\(failure)"
        if text.contains(verificationFailure) {
            return
                "its certificate is not trusted here; `kith join URL CODE --cacert FILE` trusts one of "
                + "your own"
        }
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            return "it speaks no TLS there; https:// and http:// are not the same port"
        }
        return "TLS could not be agreed on"
    }
}
