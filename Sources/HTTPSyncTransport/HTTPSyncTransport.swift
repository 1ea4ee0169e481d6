package import ChangeLog
import SyncEngine
package import SyncProtocol

/// The way to one space of a server over HTTP.
package struct HTTPSyncTransport: SyncTransport {
    private let client: ServerClient
    private let space: SpaceID

    package init(_ client: ServerClient, space: SpaceID) {
        self.client = client
        self.space = space
    }

    /// Sends a request and waits for the answer.
    ///
    /// - Throws: ``ProtocolError``.
    package func exchange(_ request: SyncRequest) async throws -> SyncReply {
        try await client.sync(request, space: space)
    }
}
