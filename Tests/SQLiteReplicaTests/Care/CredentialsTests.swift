import Foundation
import SQLiteReplica
import Testing

/// The token's file.
struct CredentialsTests {
    private let bench: Bench
    private let replica: Replica

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
    }

    @Test func `a token that is kept is read back, and only its owner can read the file`() throws {
        #expect(throws: ReplicaError.notEnrolled) { try replica.token(for: "https://a") }
        try replica.keep(token: "kith_d_first", for: "https://a") {}
        try replica.keep(token: "kith_d_second", for: "https://a") {}
        #expect(try replica.token(for: "https://a") == "kith_d_second")
        #expect(try mode(of: bench.folder().credentials) == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bench.folder().data).allSatisfy {
                !$0.contains("tmp")
            })
    }

    @Test func `a token is shown to its own server alone, and comes back when joining fails`()
        throws
    {
        struct Failure: Error {}
        try replica.keep(token: "kith_d_first", for: "https://a") {}
        #expect(throws: ReplicaError.notEnrolled) { try replica.token(for: "https://b") }
        #expect(throws: Failure.self) {
            try replica.keep(token: "kith_d_second", for: "https://b") { throw Failure() }
        }
        #expect(try replica.token(for: "https://a") == "kith_d_first")
        #expect(throws: ReplicaError.notEnrolled) { try replica.token(for: "https://b") }
    }

    @Test func `a token of an earlier kith, without its server, is read`() throws {
        try replica.keep(token: "x", for: "https://a") {}
        let path = bench.folder().credentials
        try Data("kith_d_early\n".utf8).write(to: URL(filePath: path))
        chmod(path, 0o600)
        #expect(try replica.token(for: "https://a") == "kith_d_early")
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o601, 0o620])
    func `A11: a token that others may reach is refused, saying how to mend it`(mode: Int) throws {
        try replica.keep(token: "kith_d_secret", for: "https://a") {}
        let path = bench.folder().credentials
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let error = #expect(throws: ReplicaError.self) { try replica.token(for: "https://a") }
        #expect(error == .credentialsExposed(path: path))
        #expect(error?.sentence.contains("chmod 600") == true)
        #expect(error?.sentence.contains("secret") == false)
    }

    @Test func `a left-over file of an interrupted writing does not widen the mode`() throws {
        let left = bench.folder().credentials + ".tmp"
        #expect(
            FileManager.default.createFile(
                atPath: left, contents: Data(), attributes: [.posixPermissions: 0o666]))
        try replica.keep(token: "kith_d_secret", for: "https://a") {}
        #expect(try replica.token(for: "https://a") == "kith_d_secret")
        #expect(try mode(of: bench.folder().credentials) == 0o600)
    }

    @Test func `bytes that are no text are an error of the file`() throws {
        try replica.keep(token: "x", for: "https://a") {}
        try Data([0xFF, 0xFE, 0xFF]).write(to: URL(filePath: bench.folder().credentials))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: bench.folder().credentials)
        let error = #expect(throws: ReplicaError.self) { try replica.token(for: "https://a") }
        #expect(error?.code == "inaccessible")
    }

    @Test func `contacts can be read by their owner only`() throws {
        _ = try replica.add("Ada")
        for path in [bench.folder().database, bench.folder().database + "-wal"] {
            #expect(try mode(of: path) == 0o600, "\(path)")
        }
        #expect(try mode(of: bench.folder().data) == 0o700)
    }

    private func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}
