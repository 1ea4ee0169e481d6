import Foundation
import TestSupport
import Testing

/// The table of layers: `docs/architecture.md` tells why.
@Suite struct LayerTests {
    private struct Layer {
        let ours: Set<String>
        let others: Set<String>
    }

    private static let pure: Set<String> = []

    private static let layers: [String: Layer] = [
        "ChangeLog": Layer(ours: [], others: pure),
        "ContactModel": Layer(ours: ["ChangeLog"], others: pure),
        "ContactFormats": Layer(ours: ["ChangeLog", "ContactModel"], others: pure),
        "RelationshipPractice": Layer(ours: ["ChangeLog", "ContactModel"], others: pure),
        "SyncProtocol": Layer(
            ours: ["ChangeLog"], others: ["SwiftProtobuf", "FoundationEssentials"]),
        "SyncEngine": Layer(ours: ["ChangeLog", "SyncProtocol"], others: pure),
        "MessageCompression": Layer(ours: ["CZstd", "CZlib"], others: pure),
        "SQLiteLog": Layer(
            ours: ["ChangeLog", "SyncProtocol", "CSQLiteConfiguration"],
            others: ["GRDB", "GRDBSQLite", "Glibc", "Foundation", "Dispatch"]),
        "SQLiteReplica": Layer(
            ours: [
                "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice",
                "SyncProtocol", "SyncEngine", "SQLiteLog",
            ], others: ["GRDB", "Glibc", "Foundation", "Dispatch"]),
        "HTTPSyncTransport": Layer(
            ours: ["ChangeLog", "SyncProtocol", "SyncEngine", "MessageCompression"],
            others: ["AsyncHTTPClient", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"]),
        "SyncServer": Layer(
            ours: ["ChangeLog", "SyncProtocol", "MessageCompression", "SQLiteLog"],
            others: [
                "GRDB", "Glibc", "Foundation", "FoundationEssentials", "Hummingbird",
                "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "Logging", "NIOCore",
                "NIOHTTP1", "NIOHTTPTypes", "NIOSSL", "ServiceLifecycle", "Synchronization",
                "Dispatch",
            ]),
        "kith": Layer(
            ours: [
                "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice",
                "SyncProtocol", "SyncEngine", "SQLiteReplica", "HTTPSyncTransport",
            ],
            others: [
                "ArgumentParser", "Crypto", "Glibc", "Dispatch", "Foundation", "Synchronization",
            ]),
        "kithd": Layer(
            ours: ["ChangeLog", "SyncProtocol", "SyncServer"],
            others: [
                "ArgumentParser", "Crypto", "Glibc", "Hummingbird", "Logging", "ServiceLifecycle",
                "UnixSignals", "Dispatch",
            ]),
    ]

    @Test func `Every target imports only what the table of layers allows`() throws {
        for file in try SourceFiles.sources() {
            let layer = try #require(Self.layers[file.target], "\(file) is in no layer")
            for module in imports(of: file) {
                #expect(
                    layer.ours.contains(module) || layer.others.contains(module),
                    "\(file) imports \(module)")
            }
        }
    }

    @Test func `Every layer of the table has sources`() throws {
        let targets = Set(try SourceFiles.sources().map(\.target))
        #expect(Set(Self.layers.keys).subtracting(targets).isEmpty)
    }

    private func imports(of file: SourceFile) -> [String] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place < 2,
                place == 0 || ["package", "public", "internal"].contains(words[0]),
                words.count == place + 2
            else { return nil }
            return String(words[place + 1])
        }
    }
}
