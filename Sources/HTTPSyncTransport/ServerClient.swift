import AsyncHTTPClient
package import ChangeLog
import Glibc
import MessageCompression
import NIOCore
import NIOHTTP1
package import SyncProtocol

/// One machine's way to its server.
///
/// The server is not trusted: every answer is bounded and checked.
package final class ServerClient: Sendable {
    let address: ServerAddress
    private let token: String?
    let client: HTTPClient

    /// Prepares to speak to a server; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - token: The device's; nil before joining. It appears in no error and no log.
    ///   - trust: Which certificates it may show.
    ///   - patience: How long to wait for it.
    package init(
        _ address: ServerAddress, token: String?, trust: ServerTrust = .system,
        patience: ServerPatience = .usual
    ) {
        self.address = address
        self.token = token
        var configuration = HTTPClient.Configuration()
        configuration.timeout = HTTPClient.Configuration.Timeout(
            connect: TimeAmount(patience.connecting), read: TimeAmount(patience.silence),
            write: .seconds(60))
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        // A person waits: a server that is not there is told at once, not after ten seconds of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.tlsConfiguration = trust.configuration
        client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connection; the client is of no use afterwards.
    package func close() async {
        // Closing twice or late is no fault of the person's.
        try? await client.shutdown()
    }

    /// Syncs one page of a space.
    ///
    /// - Throws: ``ProtocolError``.
    package func sync(
        _ request: SyncRequest, space: SpaceID
    ) async throws(ProtocolError) -> SyncReply {
        try await post(request, to: "/v1/spaces/\(space)/sync")
    }

    /// Turns a code into a token.
    ///
    /// - Throws: ``ProtocolError``.
    package func join(_ request: JoinRequest) async throws(ProtocolError) -> JoinReply {
        try await post(request, to: "/v1/join")
    }

    /// The caller's spaces and roles.
    ///
    /// - Throws: ``ProtocolError``.
    package func spaces() async throws(ProtocolError) -> SpacesReply {
        try read(try await exchange(.GET, "/v1/spaces", body: []))
    }

    /// A code for the caller's next machine.
    ///
    /// - Throws: ``ProtocolError``.
    package func deviceCode() async throws(ProtocolError) -> DeviceCodeReply {
        try read(try await exchange(.POST, "/v1/devices", body: []))
    }

    /// The machines of the caller's user.
    ///
    /// - Throws: ``ProtocolError``; `method_not_allowed` of a server that does not tell.
    package func devices() async throws(ProtocolError) -> DevicesReply {
        try read(try await exchange(.GET, "/v1/devices", body: []))
    }

    /// Shuts out a machine of the caller's user.
    ///
    /// - Returns: All of them afterwards.
    /// - Throws: ``ProtocolError``; `not_found` for a machine that is not the user's.
    package func revoke(device: UInt64) async throws(ProtocolError) -> DevicesReply {
        try read(try await exchange(.DELETE, "/v1/devices/\(device)", body: []))
    }

    private func post<Request: WireMessage, Reply: WireMessage>(
        _ request: Request, to path: String
    ) async throws(ProtocolError) -> Reply {
        let body = try request.body(format: .protobuf)
        return try read(try await exchange(.POST, path, body: body))
    }

    private func read<Reply: WireMessage>(_ body: [UInt8]) throws(ProtocolError) -> Reply {
        do {
            return try Reply(body: body, format: .protobuf)
        } catch {
            throw ProtocolError(.serverInconsistent, error.detail)
        }
    }

    /// Sends one request and reads the whole answer, unpacked.
    private func exchange(
        _ method: HTTPMethod, _ path: String, body: [UInt8]
    ) async throws(ProtocolError) -> [UInt8] {
        let request = try prepare(method, path, body: body)
        let response: HTTPClientResponse
        var received: [UInt8] = []
        do {
            response = try await client.execute(request, timeout: Self.patience(sending: body))
            received = try await collect(response)
        } catch let error as ProtocolError {
            throw error
        } catch {
            let isSlow = body.count >= Self.smallBytes && ConnectionFailure.isBreak(error)
            throw ProtocolError(
                isSlow ? .timeout : .unreachable, await reason(error))
        }
        guard response.status == .ok || response.status == .created else {
            throw failure(response, received)
        }
        return received
    }

    /// Why there is no connection, as a part of a sentence.
    func reason(_ error: any Error) async -> String {
        if ConnectionFailure.isUntrusted(error),
            let fault = await CertificateProbe(address)?.fault(at: time(nil))
        {
            return fault
        }
        return ConnectionFailure.reason(error)
    }

    /// A request with what all have, its body packed.
    ///
    /// - Throws: ``ProtocolError`` `too_large`.
    func prepare(
        _ method: HTTPMethod, _ path: String, body: [UInt8]
    ) throws(ProtocolError) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.url + path)
        request.method = method
        let format = MessageFormat.protobuf.rawValue
        request.headers.add(name: "Accept", value: format)
        request.headers.add(name: "Accept-Encoding", value: "zstd, gzip")
        request.headers.add(name: "User-Agent", value: "kith/\(KithVersion.current)")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        guard method == .POST else { return request }
        request.headers.add(name: "Content-Type", value: format)
        let packed: (bytes: [UInt8], encoding: BodyEncoding)
        do {
            packed = try BodyEncoder.pack(body, as: .zstd)
        } catch {
            throw ProtocolError(.tooLarge, error.sentence)
        }
        if packed.encoding != .identity {
            request.headers.add(name: "Content-Encoding", value: packed.encoding.rawValue)
        }
        guard packed.bytes.count <= ProtocolLimits.maximumPackedBodyBytes else {
            throw ProtocolError(.tooLarge, "the request has \(packed.bytes.count) bytes")
        }
        request.body = Self.inParts(packed.bytes)
        return request
    }

    /// A body of this size leaves in no time anywhere: a connection that breaks off then was not slow.
    private static let smallBytes = 32 << 10
    /// The size of the parts in which a body is sent: about this much waits to leave when the server's
    /// silence begins to count.
    private static let partBytes = 16 << 10

    /// How long a request may take in all: longer the more it sends, 8 KiB a second.
    private static func patience(sending body: [UInt8]) -> TimeAmount {
        .seconds(120 + min(Int64(body.count >> 13), 480))
    }

    /// A body that is handed over no faster than it leaves: the server's silence counts from its end.
    private static func inParts(_ body: [UInt8]) -> HTTPClientRequest.Body {
        var rest = ByteBuffer(bytes: body)
        guard body.count > partBytes else { return .bytes(rest) }
        let (parts, add) = AsyncStream.makeStream(of: ByteBuffer.self)
        while let part = rest.readSlice(length: min(partBytes, rest.readableBytes)),
            part.readableBytes > 0
        {
            add.yield(part)
        }
        add.finish()
        return .stream(parts, length: .known(Int64(body.count)))
    }

    /// Reads a body within the limits of the protocol.
    ///
    /// - Throws: ``ProtocolError`` `server_inconsistent`, or what the connection says.
    func collect(_ response: HTTPClientResponse) async throws -> [UInt8] {
        let header = response.headers.first(name: "Content-Encoding")
        guard let encoding = BodyEncoding(header: header) else {
            throw ProtocolError(.serverInconsistent, "unknown Content-Encoding")
        }
        var body: [UInt8] = []
        do {
            var decoder = try BodyDecoder(
                encoding: encoding,
                budget: InflateBudget(maximumBytes: ProtocolLimits.maximumBodyBytes))
            for try await part in response.body {
                body += try decoder.decode(part.readableBytesView)
            }
            try decoder.finish()
        } catch let error as BodyCodingError {
            throw ProtocolError(.serverInconsistent, error.sentence)
        }
        return body
    }

    /// The error that a refusal names; an answer that is not kith's is told apart by its status.
    func failure(_ response: HTTPClientResponse, _ body: [UInt8]) -> ProtocolError {
        let isOurs =
            response.headers.first(name: "Content-Type")?
            .hasPrefix(MessageFormat.protobuf.rawValue) == true
        // A body that is no Failure message tells nothing; the status below still does.
        if isOurs, let failure = try? ServerFailure(body: body, format: .protobuf) {
            return failure.error
        }
        let code = ErrorCode.allCases.first { $0.status == Int(response.status.code) }
        // A proxy whose kithd does not run says so with codes of its own, such as 502.
        let other = response.status.code >= 500 ? ErrorCode.unavailable : .notFound
        let status = "status \(response.status.code), not an answer of kithd"
        return ProtocolError(
            code ?? other,
            code == .tooLarge
                ? status + ": a proxy before it takes less (nginx: client_max_body_size)" : status)
    }
}
