import ChangeLog
import Dispatch
import Glibc
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// A certificate chain and its key as files that are renewed while the daemon serves.
///
/// Each handshake looks whether the files are others than before. While a new pair is not whole, or
/// cannot be read, the last good one goes on.
final class CertificateFiles: Sendable {
    /// The certificate and key handed to a handshake.
    struct Pair: Sendable {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
    }

    /// The stamp by which a file counts as another one.
    private struct Stamp: Hashable {
        let inode: UInt64
        let bytes: Int64
        let seconds: Int64
        let nanoseconds: Int64

        init(_ path: String) {
            var status = stat()
            let isThere = stat(path, &status) == 0
            inode = isThere ? UInt64(status.st_ino) : 0
            bytes = isThere ? Int64(status.st_size) : -1
            seconds = isThere ? Int64(status.st_mtim.tv_sec) : 0
            nanoseconds = isThere ? Int64(status.st_mtim.tv_nsec) : 0
        }
    }

    private struct State {
        var pair: Pair
        /// Of the files as they were tried last, well or not.
        var stamps: [Stamp]
    }

    private let certificate: String
    private let key: String
    private let logger: Logger
    /// The queue on which certificates are read: an unreadable one leaves errors on its thread, which a
    /// handshake there would take for its own.
    private let thread = DispatchQueue(label: "kithd.certificate")
    private let state: Mutex<State>

    /// Reads the files for the first time.
    ///
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)``.
    init(certificate: String, key: String, logger: Logger) throws {
        self.certificate = certificate
        self.key = key
        self.logger = logger
        let stamps = [Stamp(certificate), Stamp(key)]
        state = Mutex(
            State(pair: try Self.read(certificate: certificate, key: key), stamps: stamps))
        warnOfExpiry(current())
    }

    /// The pair as it is now, read anew when a file changed.
    func current() -> Pair {
        state.withLock { state in
            let stamps = [Stamp(certificate), Stamp(key)]
            if stamps != state.stamps { read(into: &state, stamps) }
            return state.pair
        }
    }

    /// Reads the pair whether a file changed or not.
    func readAnew() {
        state.withLock { read(into: &$0, [Stamp(certificate), Stamp(key)]) }
    }

    private func read(into state: inout State, _ stamps: [Stamp]) {
        state.stamps = stamps
        do {
            state.pair = try Self.read(certificate: certificate, key: key)
            logger.notice("the certificate was read anew")
            warnOfExpiry(state.pair)
        } catch {
            // Perhaps one of the two is still to come: it changes the stamps again.
            let reason = (error as? any KithError)?.sentence
            logger.error(
                "the new certificate cannot be used, the last one is served on",
                metadata: reason.map { ["reason": "\($0)"] })
        }
    }

    /// Says until when the certificate is good, louder when that is over.
    private func warnOfExpiry(_ pair: Pair) {
        guard let leaf = pair.chain.first else { return }
        let isOver = leaf.notValidAfter < time(nil)
        logger.log(
            level: isOver ? .error : .notice,
            isOver
                ? "the certificate has expired: no machine accepts it" : "the certificate is good",
            metadata: ["until": "\(Self.day(leaf.notValidAfter))"])
    }

    /// A day in UTC.
    private static func day(_ seconds: time_t) -> String {
        var (seconds, parts) = (seconds, tm())
        guard gmtime_r(&seconds, &parts) != nil else { return "an unknown day" }
        var buffer = [CChar](repeating: 0, count: 16)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d", &parts)
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// How connections are encrypted: each handshake has the pair of its time.
    var configuration: TLSConfiguration {
        var configuration = Self.configuration(current())
        configuration.sslContextCallback = { _, promise in
            self.thread.async {
                let pair = self.current()
                var override = NIOSSLContextConfigurationOverride()
                override.certificateChain = pair.chain.map { .certificate($0) }
                override.privateKey = .privateKey(pair.key)
                promise.succeed(override)
            }
        }
        return configuration
    }

    /// The leaf alone: what signs it comes with each handshake, and would stand there twice.
    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain.prefix(1).map { .certificate($0) },
            privateKey: .privateKey(pair.key))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private static func read(certificate: String, key: String) throws -> Pair {
        for file in [certificate, key] where access(file, R_OK) != 0 {
            throw ServerStorageError.inaccessible(
                path: file, reason: String(cString: strerror(errno)))
        }
        do {
            let pair = Pair(
                chain: try NIOSSLCertificate.fromPEMFile(certificate),
                key: try NIOSSLPrivateKey(file: key, format: .pem))
            // Refuses a key that is another certificate's.
            _ = try NIOSSLContext(configuration: configuration(pair))
            return pair
        } catch {
            throw ServerStorageError.inaccessible(
                path: "\(certificate), \(key)",
                reason: "they are not a certificate chain and its key in PEM")
        }
    }
}
