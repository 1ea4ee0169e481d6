import Foundation
import Testing

/// A certificate for localhost that nobody else vouches for, and its key, as files.
struct TestCertificate {
    let chain: String
    let key: String

    /// Makes them, good for two days.
    ///
    /// - Throws: What making them throws.
    init(_ bench: TestBench, named name: String = "") throws {
        (chain, key) = Self.files(bench, name)
        try Self.openssl(
            bench,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", Self.names, "-out", chain, "-keyout", key,
            ])
    }

    /// Makes them, good until years ago.
    ///
    /// - Throws: What making them throws.
    init(expired bench: TestBench) throws {
        (chain, key) = Self.files(bench, "expired-")
        let request = bench.folder.appending(path: "request.pem").path
        try Self.openssl(
            bench,
            [
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-out",
                request, "-keyout", key,
            ])
        _ = try bench.file("index.txt", "")
        let settings = try bench.file(
            "ca.cnf",
            """
            [ca]
            default_ca=d
            [d]
            database=\(bench.folder.appending(path: "index.txt").path)
            new_certs_dir=\(bench.folder.path)
            default_md=sha256
            policy=p
            x509_extensions=e
            rand_serial=yes
            [p]
            commonName=supplied
            [e]
            \(Self.names)
            """)
        try Self.openssl(
            bench,
            [
                "ca", "-batch", "-selfsign", "-notext", "-config", settings.path, "-keyfile", key,
                "-in", request, "-out", chain, "-startdate", "200101000000Z", "-enddate",
                "210101000000Z",
            ])
    }

    private static let names = "subjectAltName=DNS:localhost,IP:127.0.0.1"

    private static func files(_ bench: TestBench, _ name: String) -> (String, String) {
        (
            bench.folder.appending(path: "\(name)chain.pem").path,
            bench.folder.appending(path: "\(name)key.pem").path
        )
    }

    private static func openssl(_ bench: TestBench, _ arguments: [String]) throws {
        let made = try RunningProgram(
            "/usr/bin/openssl", arguments, environment: ["PATH": "/usr/bin:/bin"],
            scratch: bench.folder
        ).wait()
        try #require(made.exitCode == 0, "\(made.diagnostics)")
    }
}
