import ChangeLog
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SyncProtocol

/// `POST /v1/join`.
///
/// 201 with a `JoinReply`; 400 `bad_message`; 401 `code_invalid`; 403 `forbidden` for one machine too
/// many; 413 `too_large`; 415 `unsupported_encoding`; 429 `too_many_requests`. Each of ``failures``
/// counts as one of the address (HTTP-8).
struct JoinRoute {
    /// Failures that a correct program with a good code never causes.
    private static let failures: Set<ErrorCode> = [
        .codeInvalid, .badMessage, .tooLarge, .unsupportedEncoding, .unsupportedVersion, .timeout,
    ]

    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        if server.failureRates.isEmpty(exchange.network, at: .now) {
            throw ProtocolError(.tooManyRequests, retryAfterSeconds: 60)
        }
        do {
            let message: JoinRequest = try await exchange.message(within: .join)
            let token = exchange.token
            let reply = try await server.queue.run { try $0.join(message, renewing: token) }
            server.logger.info("a machine joined", metadata: ["from": "\(exchange.network)"])
            return try exchange.response(reply, status: .created)
        } catch let error as ProtocolError where Self.failures.contains(error.kind) {
            _ = server.failureRates.take(exchange.network, at: .now)
            throw error
        }
    }
}

/// `GET /v1/spaces`.
///
/// 200 with a `SpacesReply`; 401 `unauthorized`; 429 `too_many_requests`.
struct SpacesRoute {
    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        let caller = try await exchange.caller()
        let reply = try await server.reader.read { session in
            try session.checkStillAdmitted(caller)
            return SpacesReply(
                server: try session.serverID(), user: caller.userName,
                device: caller.deviceName, spaces: try session.spaces(of: caller.user))
        }
        return try exchange.response(reply)
    }
}

/// `GET /health`: 200 as long as changes can be stored, or why they cannot: 507 `storage_full`, 503
/// `unavailable`, 500 `server_error`, as well when the data does not lie any more where it was opened.
struct HealthRoute {
    let server: KithServer

    func answer(_ context: KithContext) async -> Response {
        if let trouble = await server.queue.troubleNow() ?? trouble(of: server.place) {
            let error = FailureMiddleware.protocolError(trouble)
            return FailureMiddleware.response(error, format: .json, context)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: "{\"status\":\"ok\"}\n")))
    }

    private func trouble(of place: FilePlace) -> (any Error)? {
        do {
            try place.check()
            try place.checkRoom()
            return nil
        } catch {
            return error
        }
    }
}

/// `GET /metrics`: counts in the text format of Prometheus.
enum MetricsRoute {
    /// The answer.
    static func response(_ server: KithServer) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
            body: .init(
                byteBuffer: ByteBuffer(
                    string: server.metrics.text(
                        openConnections: server.connections.total,
                        listeners: server.notices.count,
                        heldBodyBytes: server.bodies.total))))
    }
}
