import ArgumentParser
import ChangeLog
import Glibc
import Hummingbird
import Logging
import ServiceLifecycle
import SyncServer
import UnixSignals

/// `kithd serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve until told to stop.",
        discussion: """
            An empty folder is made ready by itself, and that is said. Beyond this machine it serves with TLS only, \
            unless told --insecure. A certificate that is renewed is served from the next \
            connection on: nothing has to be restarted. SIGHUP reads it anew at once.

            Examples:
              kithd serve
              kithd serve --data /srv/kith --listen 0.0.0.0:7475 --tls-cert c.pem --tls-key k.pem
            """)

    @OptionGroup var data: DataOptions

    @Option(name: .long, help: "Address and port; port 0 takes a free one and prints it.")
    var listen = "127.0.0.1:7475"

    @Option(name: .long, help: "The certificate chain, PEM.")
    var tlsCert: String?

    @Option(name: .long, help: "The certificate's key, PEM.")
    var tlsKey: String?

    @Flag(
        name: .long,
        help: "A reverse proxy on this machine passes requests on: X-Forwarded-For is believed.")
    var behindProxy = false

    @Option(
        name: .long,
        help: "What the log has: error, warning, notice or info, which tells of each refusal.")
    var logLevel = LogLevel.notice

    @Option(name: .long, help: "The log as text, or as lines of json.")
    var logFormat = LogFormat.text

    @Flag(
        name: .long, help: "Serve beyond this machine without TLS: everybody between reads along.")
    var insecure = false

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together.")
        }
        let address = try ListenAddress(listen)
        guard address.isLoopback || tlsCert != nil || insecure else {
            throw ValidationError(
                "\(address.host) is not this machine alone: give --tls-cert and --tls-key, "
                    + "or say --insecure.")
        }
    }

    func run() async throws {
        DescriptorLimit.raise()
        // Until somebody listens for it.
        signal(SIGHUP, SIG_IGN)
        let database = try data.serve()
        let address = try ListenAddress(listen)
        var configuration = KithServer.Configuration()
        configuration.host = address.host
        configuration.port = address.port
        if let tlsCert, let tlsKey { configuration.tls = (tlsCert, tlsKey) }
        var logger = Logger(label: "kithd", factory: logFormat.handler)
        logger.logLevel = logLevel.level
        let scheme = tlsCert == nil ? "http" : "https"
        let server = try KithServer(
            database, isBehindProxy: behindProxy, logger: logger)
        let application = try server.application(configuration) { port in
            Output.write("kithd: listening on \(scheme)://\(address.urlHost):\(port)\n")
        }
        var group = ServiceGroupConfiguration(
            services: [application, await HangupService(server: server)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = server.stopDeadline
        do {
            try await ServiceGroup(configuration: group).run()
            await server.finish()
        } catch let error as any KithError {
            throw error
        } catch {
            throw ServerStorageError.inaccessible(path: listen, reason: ListenFailure.reason(error))
        }
    }
}

/// How much the log has; more would have what requests carry.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case error, warning, notice, info

    /// As the log knows it.
    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .notice }
}

/// An address to listen on, as typed.
struct ListenAddress {
    let host: String
    let port: Int

    /// Reads `host:port` or `[v6]:port`.
    ///
    /// - Throws: `ValidationError`.
    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), colon > text.startIndex
        else {
            throw ValidationError("--listen is ADDRESS:PORT, such as 127.0.0.1:7475.")
        }
        let name = text[..<colon]
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]") && name.count > 2
        host = isBracketed ? String(name.dropFirst().dropLast()) : String(name)
        self.port = Int(port)
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber })
    }

    /// The host as it stands in a URL.
    var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}
