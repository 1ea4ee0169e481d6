import Foundation
import Testing

/// A certificate for localhost that nobody else vouches for, and its key, as files.
struct TestCertificate {
    let chain: String
    let key: String

    /// Makes them.
    ///
    /// - Parameters:
    ///   - bench: Where.
    ///   - name: What their names begin with.
    ///   - validity: Options of `openssl req` that say from when to when.
    /// - Throws: What making them throws.
    init(
        _ bench: TestBench, named name: String = "", validity: [String] = ["-days", "2"]
    ) throws {
        chain = bench.folder.appending(path: "\(name)chain.pem").path
        key = bench.folder.appending(path: "\(name)key.pem").path
        let made = try RunningProgram(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", chain, "-keyout",
                key,
            ] + validity, environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        try #require(made.exitCode == 0, "\(made.diagnostics)")
    }
}
