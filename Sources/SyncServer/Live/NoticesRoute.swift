import ChangeLog
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import SyncProtocol

/// `GET /v1/events`: a live stream (LIVE-1).
///
/// 200 with `text/event-stream`; 401 `unauthorized`; 429 `too_many_requests`; 503 `unavailable`.
struct NoticesRoute {
    let server: KithServer

    func answer(_ request: Request, _ context: KithContext) async throws -> Response {
        let exchange = Exchange(server: server, request: request, context: context)
        let caller = try await exchange.caller()
        let (digest, reader) = (server.environment.digest, server.reader)
        let memberships = try await reader.read { session in
            try session.checkStillAdmitted(caller)
            return try session.spaces(of: caller.user)
        }
        let spaces = Set(memberships.flatMap { [$0.id, $0.id.album(using: digest)] })
        let guest = NoticeBoard.Guest(
            token: caller.tokenDigest, device: caller.device, user: caller.user,
            address: exchange.network, memberships: memberships,
            spaces: spaces)
        let stream = try await server.notices.open(for: guest) {
            try await reader.read { try $0.positions(of: spaces) }  // LIVE-3
        }
        return Response(
            status: .ok, headers: Self.headers,
            body: ResponseBody { writer in
                // The peer's leaving ends the stream, and so does the server's stopping.
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await withGracefulShutdownHandler {
                        try await write(stream, of: caller, exchange, to: &writer)
                    } onGracefulShutdown: {
                        stream.close()
                    }
                }
                try await writer.finish(nil)
            })
    }

    private static let seenEveryMilliseconds: UInt64 = 3_600_000

    /// Nobody on the way may keep or collect it; a connection that was a stream is one no more.
    private static let headers: HTTPFields = {
        var fields: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .connection: "close",
        ]
        fields.forbidCollecting()
        return fields
    }()

    /// Tells what there is to tell until the stream ends, never more than the peer takes.
    private func write(
        _ stream: NoticeStream, of caller: Caller, _ exchange: Exchange,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        let opened = server.environment.wallMilliseconds()
        for await _ in stream.wakes {
            switch stream.take() {
            case .notices(let notices):
                let text = notices.map(\.text).joined()
                try await writer.write(ByteBuffer(string: text))
            case .signOfLife:
                try await writer.write(ByteBuffer(string: ":\n\n"))  // LIVE-5
                // Who listens is there, though nothing is asked.
                exchange.noteSeen(caller, last: opened, every: Self.seenEveryMilliseconds)
            case .nothing: break
            case .end: return
            }
        }
    }
}
