import NIOSSL
import SyncProtocol

/// Which certificates a server may show, beyond those that the system trusts.
package struct ServerTrust: Sendable {
    /// The certificates that the system trusts, and no other.
    package static let system = ServerTrust(certificates: [])

    let certificates: [NIOSSLCertificate]

    private init(certificates: [NIOSSLCertificate]) {
        self.certificates = certificates
    }

    /// Trusts the certificates of a PEM text too: a server's own, or that of its authority.
    ///
    /// - Throws: ``ServerAddressError`` when the text has none.
    package init(pem: String) throws(ServerAddressError) {
        // Whatever is wrong with it, what to write instead is the same.
        let read = try? NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
        guard let read, !read.isEmpty else {
            throw ServerAddressError("there is no certificate in PEM (-----BEGIN CERTIFICATE-----)")
        }
        certificates = read
    }

    /// How to speak TLS with that server.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.additionalTrustRoots = [.certificates(certificates)]
        return configuration
    }
}
