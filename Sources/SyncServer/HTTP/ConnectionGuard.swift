import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import SyncProtocol

/// Keeps one connection within its limits, and answers what is no request at all.
///
///     parse error  -> a `Failure` body as every refusal has one (HTTP-5), then close
///     Connection: close in an answer -> close, but let the peer finish so that it reads the answer
///     an answer before its request came whole, or to the last request -> the same
///     unwritable for too long -> close: the peer does not read
///     one connection too many of an address -> close
///     silent while half of all connections are open -> close soon
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let server: KithServer
    /// The address as it was counted; nil when it was not.
    private var countedAddress: String?
    /// Requests whose answer is not complete.
    private var unanswered = 0
    private var isReadingRequest = false
    /// The peer wants no answer to what comes behind the request that came last.
    private var isLastRequest = false
    /// The peer sends no more.
    private var isInputClosed = false
    /// The last answer of the connection is being written.
    private var isLastAnswer = false
    /// The last answer was written; what still comes is thrown away.
    private var isLingering = false
    private var lingeredBytes = 0
    /// The refusal to send behind the requests that came before the damage.
    private var refusal: ErrorCode?
    /// Closes the connection unless the peer goes on reading.
    private var stall: Scheduled<Void>?
    /// Closes the connection unless a request comes; nil while there is room.
    private var silence: Scheduled<Void>?

    init(server: KithServer) {
        self.server = server
    }

    // MARK: - Opening and closing

    /// Counts a connection that was open before the guard came.
    func handlerAdded(context: ChannelHandlerContext) {
        do {
            try RequestHeads.add(to: context.pipeline)
        } catch {
            // Without it nobody looks at the heads.
            context.close(promise: nil)
        }
        if context.channel.isActive { count(context) }
    }

    /// Counts the connection with its address.
    func channelActive(context: ChannelHandlerContext) {
        count(context)
        context.fireChannelActive()
    }

    /// Forgets the connection.
    func channelInactive(context: ChannelHandlerContext) {
        release()
        context.fireChannelInactive()
    }

    /// Forgets the connection, should it live on without the guard.
    func handlerRemoved(context: ChannelHandlerContext) {
        release()
    }

    private func count(_ context: ChannelHandlerContext) {
        guard countedAddress == nil, let address = context.remoteAddress?.ipAddress else { return }
        let network = RemoteNetwork.name(of: address) ?? address
        if server.connections.open(network, isCapped: !server.isProxy(address)) {
            countedAddress = network
            // Many addresses that say nothing must not keep others waiting for as long as one may.
            if server.connections.total > server.limits.maximumConnections / 2 {
                silence = closing(context, after: server.limits.crowdedSilence)
            }
        } else {
            context.close(promise: nil)
        }
    }

    private func release() {
        if let countedAddress { server.connections.close(countedAddress) }
        countedAddress = nil
        stall?.cancel()
        stall = nil
        endSilence()
    }

    private func endSilence() {
        silence?.cancel()
        silence = nil
    }

    // MARK: - Reading

    /// Follows which requests are read and wait for an answer.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isLingering else { return drop(part, context) }
        guard isReadingRequest || !isLastRequest else { return }
        switch part {
        case .head(let head):
            isLastRequest = head.headerFields[.connection] == "close"
            endSilence()
            unanswered += 1
            isReadingRequest = true
        case .body: break
        case .end: isReadingRequest = false
        }
        context.fireChannelRead(data)
    }

    /// Goes on reading what is thrown away: nobody else asks for it.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isLingering { context.read() }
        context.fireChannelReadComplete()
    }

    /// Notes that the peer sends no more.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            isInputClosed = true
            if isLingering { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Answers what is no request, in its turn (HTTP-5).
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !isLingering else { return }
        if isReadingRequest {
            // The route that reads the body answers.
            context.fireErrorCaught(error)
        } else if unanswered > 0 {
            refusal = isLastRequest ? nil : Self.code(of: error)
        } else {
            refuse(Self.code(of: error), context)
        }
    }

    private static func code(of error: HTTPParserError) -> ErrorCode {
        if case .headerOverflow = error { return .headerTooLarge }
        return .badRequest
    }

    // MARK: - Writing

    /// Ends the connection behind an answer that says so.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // Nobody reads what of this request is still to come: it must not hold the connection.
            if unanswered == 1, isReadingRequest || isLastRequest {
                head.headerFields[.connection] = "close"
            }
            isLastAnswer = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            if isLastAnswer {
                finish(data, promise, context)
            } else {
                context.write(data, promise: promise)
                if let refusal, unanswered == 0 { refuse(refusal, context) }
            }
        }
    }

    /// Watches a peer that does not read.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !isLingering {
            stall?.cancel()
            stall =
                context.channel.isWritable
                ? nil : closing(context, after: server.limits.writeStall)
        }
        context.fireChannelWritabilityChanged()
    }

    private func refuse(_ code: ErrorCode, _ context: ChannelHandlerContext) {
        let failure = ServerFailure(ProtocolError(code), requestID: "")
        // A failure holds nothing that could not be encoded; an empty body still has the status.
        let body = (try? failure.body(format: .protobuf)) ?? []
        var head = HTTPResponse(
            status: .init(code: code.status ?? 400),
            headerFields: [
                .contentType: MessageFormat.protobuf.rawValue, .connection: "close",
                .contentLength: String(body.count),
            ])
        head.headerFields.tellVersion()
        server.metrics.count(
            status: head.status.code, receivedBytes: 0, sentBytes: body.count)
        refusal = nil
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        isReadingRequest = true
        finish(wrapOutboundOut(.end(nil)), nil, context)
    }

    // MARK: - The end

    /// Writes the end of the last answer, closes the sending side, and the connection once the
    /// peer is done or its time is over.
    ///
    /// Closing at once with unread bytes would make the kernel reset the connection, and a peer
    /// that is still sending might never see the answer.
    private func finish(
        _ end: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) {
        isLingering = true
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(end, promise: written)
        let mayClose = !isReadingRequest || isInputClosed
        written.futureResult.assumeIsolated().whenComplete { _ in
            guard !mayClose else { return context.close(promise: nil) }
            context.close(mode: .output, promise: nil)
            context.read()
        }
        stall?.cancel()
        stall = closing(context, after: server.limits.lingerTime)
    }

    private func drop(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .body(let bytes): lingeredBytes += bytes.readableBytes
        case .head, .end: lingeredBytes = server.limits.maximumLingerBytes
        }
        if lingeredBytes >= server.limits.maximumLingerBytes { context.close(promise: nil) }
    }

    private func closing(
        _ context: ChannelHandlerContext, after time: Duration
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
            context.close(promise: nil)
        }
    }
}
