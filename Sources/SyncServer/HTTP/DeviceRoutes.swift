import HTTPTypes
import Hummingbird
import Logging
import SyncProtocol

/// `POST /v1/devices` and `GET /v1/devices`.
///
/// `POST`: 201 with a `DeviceCodeReply`. `GET`: 200 with a `DevicesReply`. Both: 401 `unauthorized`;
/// 429 `too_many_requests`.
struct DevicesRoute {
    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        let caller = try await exchange.caller()
        guard request.method == .post else {
            let reply = try await server.reader.read { session in
                try session.checkStillAdmitted(caller)
                return try session.devices(seenBy: caller)
            }
            return try exchange.response(reply)
        }
        let reply = try await server.queue.run { database in
            try database.deviceCode(for: caller)
        }
        return try exchange.response(reply, status: .created)
    }
}

/// `DELETE /v1/devices/{id}`.
///
/// 200 with a `DevicesReply`; 401 `unauthorized`; 404 `not_found` for a device that is not the
/// caller's user's; 429 `too_many_requests`.
struct DeviceRoute {
    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        let caller = try await exchange.caller()
        guard let device = context.parameters.get("device").flatMap({ Int64($0) }) else {
            throw ProtocolError(.notFound)
        }
        let reply = try await server.queue.run { try $0.revoke(device: device, for: caller) }
        server.logger.info(
            "a machine was shut out", metadata: ["from": "\(exchange.network)"])
        return try exchange.response(reply)
    }
}
