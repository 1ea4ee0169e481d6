import NIOCore
import NIOHTTP1

/// Looks at the head of a request as it came, for what is not known behind here: its version, and
/// every field of a name.
///
///     HTTP/1.1 without exactly one `Host`           -> no request (RFC 9112, 3.2)
///     HTTP/1.0, or `close` among others, in any case -> `Connection: close`, as it is looked for
final class RequestHeads: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// Nothing behind what was no request is one.
    private var isRefused = false

    /// Puts itself where heads are as they came.
    ///
    /// - Throws: What the pipeline says when requests are not read in it.
    static func add(to pipeline: ChannelPipeline) throws {
        let operations = pipeline.syncOperations
        let decoder = try operations.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        try operations.addHandler(RequestHeads(), position: .after(decoder))
    }

    /// Lets a head pass, refuses it, or says plainly that its connection ends with it.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else {
            return context.fireChannelRead(data)
        }
        let isOld = head.version.major == 1 && head.version.minor == 0
        guard isOld || head.headers["host"].count == 1 else {
            isRefused = true
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        let words = head.headers[canonicalForm: "connection"]
        if isOld || words.contains(where: { $0.lowercased() == "close" }) {
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
