package import ChangeLog
import FoundationEssentials

/// The body of every answer that is not 2xx.
package struct ServerFailure: Hashable, Sendable {
    /// A code of `protocol/errors.md`; newer servers may send one this program does not know.
    package let code: String
    package let message: String
    package let canRetry: Bool
    package let retryAfterSeconds: UInt32
    /// Names the line in the server's log.
    package let requestID: String
    package let fork: Dot?

    package init(_ error: ProtocolError, requestID: String) {
        code = error.code
        message = error.sentence
        canRetry = error.canRetry
        retryAfterSeconds = error.retryAfterSeconds
        self.requestID = requestID
        fork = error.fork
    }

    /// The failure as an error of this side; an unknown code reads as `server_error`.
    package var error: ProtocolError {
        ProtocolError(
            ErrorCode(rawValue: code) ?? .serverError, ErrorCode(rawValue: code) == nil ? code : "",
            fork: fork, retryAfterSeconds: retryAfterSeconds)
    }
}

extension ServerFailure: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireFailure) throws(ProtocolError) {
        code = wire.code
        message = wire.message
        canRetry = wire.retry
        retryAfterSeconds = wire.retryAfterSeconds
        requestID = wire.requestID
        fork = wire.hasFork ? try Dot.list([wire.fork], "fork").first : nil
    }

    /// The generated form.
    package var wire: WireFailure {
        var wire = WireFailure()
        wire.code = code
        wire.message = message
        wire.retry = canRetry
        wire.retryAfterSeconds = retryAfterSeconds
        wire.requestID = requestID
        if let fork { wire.fork = WireDot(fork) }
        return wire
    }
}
