import ChangeLog
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import SyncProtocol

/// Turns every error into the one form that failures have, counts the request, and writes the log.
///
/// The log has codes and counts, never contact data, names or tokens; of who is refused the network
/// it came from, at level info.
struct FailureMiddleware: RouterMiddleware {
    let server: KithServer

    func handle(
        _ request: Request, context: KithContext,
        next: (Request, KithContext) async throws -> Response
    ) async throws -> Response {
        let received = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        var response: Response
        do {
            guard request.uri.string.utf8.count <= server.limits.maximumTargetBytes else {
                throw ProtocolError(.headerTooLarge, "target")
            }
            response = try await next(request, context)
        } catch {
            response = failure(error, request, context)
            if let error = error as? WrongMethod {
                response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            }
        }
        response.headers.tellVersion()
        server.metrics.count(
            status: response.status.code, receivedBytes: received,
            sentBytes: response.body.contentLength ?? 0)
        return response
    }

    private func failure(
        _ cause: any Error, _ request: Request, _ context: KithContext
    ) -> Response {
        let error = Self.protocolError(cause)
        log(error, cause, request, context)
        return Self.response(
            error, format: Exchange.format(request.headers[.accept]) ?? .protobuf, context)
    }

    /// The answer that says a failure.
    static func response(
        _ error: ProtocolError, format: MessageFormat, _ context: KithContext
    ) -> Response {
        // A failure holds nothing that could not be encoded; an empty body still has the status.
        let body = (try? ServerFailure(error, requestID: context.id).body(format: format)) ?? []
        var headers: HTTPFields = [.contentType: format.rawValue, .connection: "close"]
        if error.retryAfterSeconds > 0 {
            headers[.retryAfter] = String(error.retryAfterSeconds)
        }
        return Response(
            status: .init(code: error.kind.status ?? 500), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    private func log(
        _ error: ProtocolError, _ cause: any Error, _ request: Request, _ context: KithContext
    ) {
        var metadata: Logger.Metadata = ["code": "\(error.code)", "request": "\(context.id)"]
        guard error.kind == .serverError || cause is ServerStorageError else {
            metadata["from"] = "\(server.network(of: request, context))"
            return server.logger.info("refused", metadata: metadata)
        }
        // Whoever asked cannot mend it; whoever runs the server can.
        let passes = (cause as? ServerStorageError) == .busy
        let explained = cause as? any KithError
        metadata["cause"] = "\(explained?.code ?? String(describing: type(of: cause)))"
        metadata["reason"] = explained.map { "\($0.sentence)" }
        server.logger.log(level: passes ? .warning : .error, "failed", metadata: metadata)
    }

    /// The refusal that an error amounts to.
    static func protocolError(_ error: any Error) -> ProtocolError {
        switch error {
        case let error as ProtocolError: return error
        case ServerStorageError.diskFull: return ProtocolError(.storageFull)
        case ServerStorageError.busy:
            return ProtocolError(.unavailable, retryAfterSeconds: 10)
        case is HTTPParserError: return ProtocolError(.badRequest)
        case is WrongMethod: return ProtocolError(.methodNotAllowed)
        case let error as HTTPError where error.status == .notFound:
            return ProtocolError(.notFound)
        case let error as HTTPError:
            let code = ErrorCode.allCases.first { $0.status == error.status.code }
            return ProtocolError(code ?? .badRequest)
        default: return ProtocolError(.serverError)
        }
    }
}

/// A method that an address does not take.
struct WrongMethod: Error {
    /// Those it takes.
    let allowed: [HTTPRequest.Method]
}
