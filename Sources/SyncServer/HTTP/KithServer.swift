import ChangeLog
import Foundation
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import MessageCompression
import NIOCore
import NIOSSL
import SQLiteLog
import SyncProtocol

/// The daemon's network side: routes over the storage.
package struct KithServer: Sendable {
    /// How and where to serve.
    package struct Configuration: Sendable {
        package var host = "127.0.0.1"
        package var port = 7475
        /// Files of the certificate chain and its key, PEM; nil serves plain HTTP.
        package var tls: (certificate: String, key: String)?
        package var limits = ServerLimits()

        package init() {}
    }

    let environment: ServerEnvironment
    let queue: CommitQueue
    let reader: ServerReader
    let limits: ServerLimits
    let metrics = ServerMetrics()
    let logger: Logger
    let requestRates: RateLimiter<Int64>
    let failureRates: RateLimiter<String>

    /// Prepares to serve a data folder.
    ///
    /// - Throws: ``ServerStorageError``.
    package init(
        _ database: ServerDatabase, limits: ServerLimits = ServerLimits(), logger: Logger
    ) throws {
        environment = database.environment
        reader = ServerReader(try database.reader())
        queue = CommitQueue(database)
        self.limits = limits
        self.logger = logger
        requestRates = RateLimiter(
            perSecond: limits.requestsPerSecond, burst: limits.requestBurst)
        failureRates = RateLimiter(
            perSecond: limits.failuresPerMinute / 60, burst: limits.failuresPerMinute)
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
            idleTimeout: .init(limits.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.maximumHeaderBytes,
                maxHeaderListSize: limits.maximumHeaderBytes,
                maxHeaderFieldCount: limits.maximumHeaderFields))
        let server: HTTPServerBuilder =
            if let tls = configuration.tls {
                try .tls(.http1(configuration: http), tlsConfiguration: Self.tls(tls))
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

    private var router: Router<KithContext> {
        let router = Router(context: KithContext.self)
        router.add(middleware: FailureMiddleware(server: self))
        router.get("/health") { _, _ in HealthRoute.response }
        router.get("/metrics") { _, _ in MetricsRoute.response(self.metrics) }
        router.post("/v1/join") { try await JoinRoute(server: self).answer($0, $1) }
        router.get("/v1/spaces") { try await SpacesRoute(server: self).answer($0, $1) }
        router.post("/v1/devices") { try await DevicesRoute(server: self).answer($0, $1) }
        router.post("/v1/spaces/:space/sync") { try await SyncRoute(server: self).answer($0, $1) }
        return router
    }

    private static func tls(
        _ files: (certificate: String, key: String)
    ) throws -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            return configuration
        } catch {
            throw ServerStorageError.inaccessible(
                path: "\(files.certificate), \(files.key)",
                reason: "they are not a certificate chain and its key in PEM")
        }
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        self = .seconds(duration.components.seconds)
    }
}
