import ChangeLog
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import MessageCompression
import NIOCore
import SQLiteLog
import SyncProtocol

/// The daemon's network side: routes over the storage.
package struct KithServer: Sendable {
    /// How and where to serve.
    package struct Configuration: Sendable {
        package var host = "127.0.0.1"
        package var port = 7475
        /// Files of the certificate chain and its key, PEM, read anew when they change; nil serves plain
        /// HTTP.
        package var tls: (certificate: String, key: String)?

        package init() {}
    }

    let environment: ServerEnvironment
    let queue: CommitQueue
    /// Where the data lies.
    let place: FilePlace
    let reader: ServerReader
    let notices: NoticeHub
    let limits: ServerLimits
    /// Whether a proxy on this machine passes requests on.
    let isBehindProxy: Bool
    let metrics = ServerMetrics()
    let logger: Logger
    let connections: ConnectionCounts
    let requestRates: RateLimiter<Int64>
    let failureRates: RateLimiter<String>
    let bodies: BodyRoom
    let seen = SeenDevices()
    private let certificates = CertificateSlot()

    /// Prepares to serve a data folder.
    ///
    /// - Throws: ``ServerStorageError``.
    package init(
        _ database: ServerDatabase, limits: ServerLimits = ServerLimits(),
        isBehindProxy: Bool = false, logger: Logger
    ) throws {
        self.isBehindProxy = isBehindProxy
        environment = database.environment
        let reader = ServerReader(try database.reader())
        let notices = NoticeHub(reader, limits: limits, logger: logger)
        self.reader = reader
        self.notices = notices
        place = database.place
        queue = CommitQueue(database) { notices.tell($0) }
        self.limits = limits
        self.logger = logger
        connections = ConnectionCounts(maximum: limits.maximumConnectionsPerAddress)
        bodies = BodyRoom(limits)
        requestRates = RateLimiter(
            perSecond: limits.requestsPerSecond, burst: limits.requestBurst)
        failureRates = RateLimiter(
            perSecond: limits.failuresPerMinute / 60, burst: limits.failureBurst)
    }

    /// The application, ready to run as a service.
    ///
    /// - Parameters:
    ///   - configuration: How and where to serve.
    ///   - onRunning: Called with the port once connections are accepted.
    /// - Returns: The application.
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)`` for an unreadable certificate or key.
    package func application(
        _ configuration: Configuration, onRunning: @escaping @Sendable (Int) async -> Void
    ) throws -> some ApplicationProtocol {
        let http = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(server: self)],
            idleTimeout: .init(limits.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.maximumHeaderBytes,
                maxHeaderListSize: limits.maximumHeaderBytes,
                maxHeaderFieldCount: limits.maximumHeaderFields))
        let server: HTTPServerBuilder =
            if let tls = configuration.tls {
                try .tls(
                    .http1(configuration: http),
                    tlsConfiguration: certificates.fill(
                        CertificateFiles(
                            certificate: tls.certificate, key: tls.key, logger: logger)
                    ).configuration)
            } else {
                .http1(configuration: http)
            }
        return Application(
            responder: router.buildResponder(), server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "kithd",
                availableConnectionsDelegate: MaximumAvailableConnections(
                    limits.maximumConnections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// How long running requests may go on after a stop was asked for.
    package var stopDeadline: Duration { limits.stopDeadline }

    /// Reads the certificate anew, changed or not; without one nothing happens.
    package func readCertificateAnew() {
        certificates.files?.readAnew()
    }

    /// Clears what was erased out of the files, when nobody is served any more, and leaves one file: a
    /// purge just before would wait for its time otherwise, and for the next start.
    package func finish() async {
        // What cannot be cleared now is cleared then.
        _ = try? await queue.run { database in
            _ = database.scrub()
            database.settle()
        }
    }

    private var router: Router<KithContext> {
        let router = Router(context: KithContext.self)
        router.add(middleware: FailureMiddleware(server: self))
        add([.get, .head], "/health", to: router) { request, context in
            let answer = await HealthRoute(server: self).answer(context)
            guard request.method == .head else { return answer }
            return Response(status: answer.status, headers: answer.headers)
        }
        add(.get, "/metrics", to: router) { _, _ in MetricsRoute.response(self) }
        add(.post, "/v1/join", to: router) { try await JoinRoute(server: self).answer($0, $1) }
        add(.get, "/v1/spaces", to: router) { try await SpacesRoute(server: self).answer($0, $1) }
        add([.get, .post], "/v1/devices", to: router) {
            try await DevicesRoute(server: self).answer($0, $1)
        }
        add([.delete], "/v1/devices/:device", to: router) {
            try await DeviceRoute(server: self).answer($0, $1)
        }
        add(.get, "/v1/events", to: router) { try await NoticesRoute(server: self).answer($0, $1) }
        add(.post, "/v1/spaces/:space/sync", to: router) {
            try await SyncRoute(server: self).answer($0, $1)
        }
        return router
    }

    /// Adds a route of one method.
    private func add(
        _ method: HTTPRequest.Method, _ path: RouterPath, to router: Router<KithContext>,
        use handler: @escaping @Sendable (Request, KithContext) async throws -> Response
    ) {
        add([method], path, to: router, use: handler)
    }

    /// Adds a route, and a refusal for every other method at its address.
    private func add(
        _ allowed: [HTTPRequest.Method], _ path: RouterPath, to router: Router<KithContext>,
        use handler: @escaping @Sendable (Request, KithContext) async throws -> Response
    ) {
        for method in allowed { router.on(path, method: method, use: handler) }
        let methods: [HTTPRequest.Method] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace,
        ]
        for other in methods where !allowed.contains(other) {
            router.on(path, method: other) { _, _ -> Response in
                throw WrongMethod(allowed: allowed)
            }
        }
    }
}
