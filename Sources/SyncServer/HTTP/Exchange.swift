import ChangeLog
import HTTPTypes
import Hummingbird
import MessageCompression
import NIOCore
import SyncProtocol

/// The limit of a request's body, in bytes.
struct BodyLimit {
    /// As it comes, and unpacked.
    let packedBytes: Int
    let bytes: Int

    /// Pages of changes, from devices that are known.
    static let sync = BodyLimit(
        packedBytes: ProtocolLimits.maximumPackedBodyBytes, bytes: ProtocolLimits.maximumBodyBytes)
    /// A few names, from anybody.
    static let join = BodyLimit(
        packedBytes: ProtocolLimits.maximumJoinBytes, bytes: ProtocolLimits.maximumJoinBytes)
}

/// The parts that every route shares: who asks, what the body says, how an answer is written.
struct Exchange {
    let server: KithServer
    let request: Request
    let context: KithContext

    /// The caller, within the limits of its rate.
    ///
    /// The answer is the same for an absent, malformed, unknown and revoked token (HTTP-6).
    ///
    /// - Throws: ``ProtocolError`` `unauthorized` or `too_many_requests`.
    func caller() async throws -> Caller {
        let digest = server.environment.digest
        let token = token
        let caller = try await server.reader.read { try $0.caller(token: token, using: digest) }
        guard let caller else {
            // Whoever shares the address and has a good token is not kept out.
            guard server.failureRates.take(network, at: .now) == nil else {
                throw ProtocolError(.tooManyRequests, retryAfterSeconds: 60)
            }
            throw ProtocolError(.unauthorized)
        }
        if let seconds = server.requestRates.take(caller.device, at: .now) {
            throw ProtocolError(.tooManyRequests, retryAfterSeconds: seconds)
        }
        noteSeen(caller, last: caller.seen, every: Self.seenEveryMilliseconds)
        return caller
    }

    /// Where the request came from, as budgets count it.
    var network: String { server.network(of: request, context) }

    /// The token that the caller shows; empty without one.
    var token: String {
        let header = request.headers[.authorization] ?? ""
        return header.hasPrefix("Bearer ") ? String(header.dropFirst(7)) : ""
    }

    /// How often it is noted that a device was seen.
    private static let seenEveryMilliseconds: UInt64 = 60_000

    /// Notes that the caller's device speaks to the server, unless that was noted a while ago only.
    ///
    /// Nobody waits for it: what others write may take its time.
    ///
    /// - Parameters:
    ///   - caller: Whose device.
    ///   - last: The time of the last note, as far as is known, Unix milliseconds.
    ///   - milliseconds: The age from which it is noted again.
    func noteSeen(_ caller: Caller, last: UInt64, every milliseconds: UInt64) {
        let now = server.environment.wallMilliseconds()
        guard server.seen.isDue(caller.tokenDigest, at: now, last: last, every: milliseconds) else {
            return
        }
        server.queue.runLater { database in
            // On a full disk the list of devices is out of date; reading must go on.
            try? database.noteSeen(caller, at: now)
        }
    }

    /// The message in the body, unpacked within its budget.
    ///
    /// - Parameters:
    ///   - bodyLimit: What the body may have.
    ///   - share: Where it is counted; nil for what is too small for that.
    /// - Returns: The message.
    /// - Throws: ``ProtocolError``.
    func message<Message: WireMessage>(
        within bodyLimit: BodyLimit, share: BodyShare? = nil
    ) async throws -> Message {
        guard let format = Self.format(request.headers[.contentType]) else {
            throw ProtocolError(.unsupportedEncoding, "Content-Type")
        }
        guard let encoding = BodyEncoding(header: request.headers[.contentEncoding]) else {
            throw ProtocolError(.unsupportedEncoding, "Content-Encoding")
        }
        // What is announced as too large is not waited for; a number too large for us is that too.
        let announced = request.headers[.contentLength].map { UInt64($0) ?? .max } ?? 0
        guard announced <= UInt64(bodyLimit.packedBytes) else {
            throw ProtocolError(.tooLarge, "Content-Length")
        }
        let reader = BodyReader(server.limits, limit: bodyLimit, encoding: encoding, share: share)
        return try Message(body: try await reader.read(request.body), format: format)
    }

    /// Answers with a message, in the caller's format, packed when that is worth it.
    ///
    /// - Throws: ``ProtocolError`` `server_error`.
    func response(
        _ message: some WireMessage, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let format = Self.format(request.headers[.accept]) ?? .protobuf
        let body = try message.body(format: format)
        var headers: HTTPFields = [.contentType: format.rawValue]
        let accepted = BodyEncoding.best(accepting: request.headers[.acceptEncoding])
        do {
            let packed = try BodyEncoder.pack(body, as: accepted)
            if packed.encoding != .identity {
                headers[.contentEncoding] = packed.encoding.rawValue
            }
            return Response(status: status, headers: headers, body: Self.inParts(packed.bytes))
        } catch {
            throw ProtocolError(.unavailable)
        }
    }

    /// A body that is written as fast as the peer reads: little of it waits in the connection, and
    /// a peer that goes on reading is told from one that does not.
    private static func inParts(_ body: [UInt8]) -> ResponseBody {
        ResponseBody(contentLength: body.count) { writer in
            var rest = body[...]
            while !rest.isEmpty {
                try await writer.write(ByteBuffer(bytes: rest.prefix(partBytes)))
                rest = rest.dropFirst(partBytes)
            }
            try await writer.finish(nil)
        }
    }

    private static let partBytes = 64 << 10

    /// The format that a header names; protobuf when it is absent or takes anything.
    static func format(_ header: String?) -> MessageFormat? {
        guard let header else { return .protobuf }
        let name = header.prefix { $0 != ";" && $0 != "," }.lowercased()
        if name == "*/*" { return .protobuf }
        return MessageFormat(rawValue: String(name))
    }
}
