import AsyncHTTPClient
import ChangeLog
import NIOCore
import NIOHTTP1
package import SyncProtocol

/// A sign that comes over a live stream.
package enum LiveSign: Hashable, Sendable {
    /// The server answers with a stream.
    case opened
    case notice(SpaceNotice)
}

extension ServerClient {
    /// Listens until the server ends the stream (LIVE-1).
    ///
    /// - Parameter hear: Called with each sign, in order; no other is read meanwhile.
    /// - Throws: ``ProtocolError``: what the server refused, `timeout` when it said nothing for as long
    ///   as the client's patience lasts (LIVE-5), `not_found` when it has no streams (LIVE-10).
    package func listen(_ hear: @Sendable (LiveSign) async -> Void) async throws(ProtocolError) {
        var request = try prepare(.GET, "/v1/events", body: [])
        // A stream that is packed on the way comes late.
        request.headers.remove(name: "Accept-Encoding")
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            guard response.status == .ok else {
                throw refusal(response, try await collect(response))
            }
            let type = response.headers.first(name: "Content-Type") ?? ""
            guard type.hasPrefix("text/event-stream") else {
                throw ProtocolError(.unavailable, "the answer is not kithd's")
            }
            await hear(.opened)
            var reader = NoticeReader()
            for try await part in response.body {
                for notice in reader.read(part.readableBytesView) { await hear(.notice(notice)) }
            }
        } catch let error as ProtocolError {
            throw error
        } catch let error as HTTPClientError where error == .readTimeout {
            throw ProtocolError(.timeout, "nothing came over the live stream")
        } catch {
            throw ProtocolError(.unreachable, await reason(error))
        }
    }

    /// The error that a refusal of a stream names; no space is asked for, so 404 speaks of the address.
    private func refusal(_ response: HTTPClientResponse, _ body: [UInt8]) -> ProtocolError {
        let error = failure(response, body)
        return error.kind == .unknownSpace ? ProtocolError(.notFound, error.detail) : error
    }
}
