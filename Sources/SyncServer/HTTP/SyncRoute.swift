import ChangeLog
import HTTPTypes
import Hummingbird
import SyncProtocol

/// `POST /v1/spaces/{space}/sync`.
///
/// 200 with a `SyncReply`; 400 `bad_message`, `split_transaction`, `unsupported_version`; 401
/// `unauthorized`; 403 `forbidden`; 404 `unknown_space`; 408 `timeout`; 409 `gap`,
/// `forked_replica`; 413 `too_large`; 415 `unsupported_encoding`; 429 `too_many_requests`; 503
/// `unavailable`; 507 `storage_full`.
struct SyncRoute {
    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        let caller = try await exchange.caller()
        guard let text = context.parameters.get("space"), let space = SpaceID(hexadecimal: text)
        else { throw ProtocolError(.unknownSpace) }
        let share = server.bodies.share(of: caller.device)
        defer { share.end() }
        let message: SyncRequest = try await exchange.message(within: .sync, share: share)
        let environment = server.environment
        var known: SyncReply?
        if message.runs.isEmpty || message.checkOnly {
            known = try await server.reader.read { session in
                try SyncDecision(
                    session: session, environment: environment, caller: caller, space: space
                ).answerReading(message)
            }
        }
        let reply: SyncReply
        if let known {
            reply = known
        } else {
            reply = try await server.queue.submit(to: space) { session in
                try SyncDecision(
                    session: session, environment: environment, caller: caller, space: space
                ).answer(message)
            }
        }
        server.metrics.count(storedChanges: reply.stored)
        return try exchange.response(reply)
    }
}
