import HTTPSyncTransport
import SQLiteReplica
import SyncProtocol

extension Join {
    /// Goes on with the server of before at another address, as the same machine.
    ///
    /// The token is shown to whoever answers there: nothing that a server could say first would prove that
    /// it is the one, for what it says of itself is no secret. So the person says so, by a flag.
    ///
    /// - Throws: ``ReplicaError/notEnrolled``, ``ProtocolError`` `different_server`, `unauthorized` or
    ///   another; nothing has changed here then.
    func goOn(at address: ServerAddress) async throws {
        // Nothing is made where there is nothing.
        guard let before = try Replica.reading().enrolment() else {
            throw ReplicaError.notEnrolled
        }
        let replica = try Replica.writing()
        let certificates = try cacert.map(Self.readCertificates) ?? before.certificates
        let token = try replica.token(for: before.url)
        let client = ServerClient(
            address, token: token, trust: try ServerTrust(certificates: certificates))
        let result: Result<SpacesReply, ProtocolError>
        do throws(ProtocolError) {
            result = .success(try await client.spaces())
        } catch {
            result = .failure(error)
        }
        await client.close()
        if case .failure(let error) = result { try Self.refuseUnreachable(error) }
        let reply = try result.get()
        if let known = try replica.knownServer(), known != reply.server {
            throw ProtocolError(.differentServer)
        }
        let joined = JoinReply(
            server: reply.server, token: token, user: reply.user, device: reply.device,
            spaces: reply.spaces)
        try replica.requireSameUser(joined)
        try replica.keep(token: token, for: address.url) {
            try replica.enrol(joined, url: address.url, certificates: certificates)
        }
        output.print(
            Self.json(reply.device, of: reply.user, at: address.url),
            else: "This machine goes on as \(TerminalText.visible(reply.device)) of "
                + "\(TerminalText.visible(reply.user)) at \(address.url); `kith sync` reconciles."
        )
    }
}
