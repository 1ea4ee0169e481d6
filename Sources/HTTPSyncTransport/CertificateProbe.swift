import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Looks at the certificate of a server that was not trusted, to say why: TLS itself does not tell.
///
/// It is shown before anything is sent, and the connection ends with it.
struct CertificateProbe {
    private let host: String
    private let port: Int
    private static let patience: TimeAmount = .seconds(5)

    /// - Parameter address: nil is the result for one without TLS.
    init?(_ address: ServerAddress) {
        guard address.url.hasPrefix("https://") else { return nil }
        let place = address.url.dropFirst(8)
        if place.hasPrefix("[") {
            host = String(place.dropFirst().prefix { $0 != "]" })
            port = Int(place.drop { $0 != "]" }.dropFirst(2)) ?? 443
        } else {
            host = String(place.prefix { $0 != ":" })
            port = Int(place.drop { $0 != ":" }.dropFirst()) ?? 443
        }
    }

    /// The fault in the certificate's time, as a part of a sentence; nil when there is none, or it
    /// cannot be seen.
    func fault(at now: time_t) async -> String? {
        guard let (start, end) = await validity() else { return nil }
        if now > end { return "its certificate has expired, or the clock here is wrong" }
        return now < start ? "its certificate is not good yet, or the clock here is wrong" : nil
    }

    private typealias Validity = (start: time_t, end: time_t)

    private func validity() async -> Validity? {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let shown = loop.makePromise(of: Validity?.self)
        // Promises that are kept already stay as they are.
        loop.scheduleTask(in: Self.patience) { shown.succeed(nil) }
        do {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            let name = isName ? host : nil
            let channel = try await ClientBootstrap(group: loop).connectTimeout(Self.patience)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(
                            context: context, serverHostname: name,
                            customVerificationCallback: { chain, verdict in
                                shown.succeed(
                                    chain.first.map { ($0.notValidBefore, $0.notValidAfter) })
                                verdict.succeed(.failed)
                            })
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }.connect(host: host, port: port).get()
            channel.closeFuture.whenComplete { _ in shown.succeed(nil) }
            let validity = try await shown.futureResult.get()
            channel.close(promise: nil)
            return validity
        } catch {
            // Why it is not there now is not what was asked.
            shown.succeed(nil)
            return nil
        }
    }

    /// An address is no name that a server could choose its certificate by.
    private var isName: Bool {
        !host.contains(":") && host.contains { $0 != "." && !("0"..."9").contains($0) }
    }
}
