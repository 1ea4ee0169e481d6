// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: Swift 6 mode comes from `swiftLanguageModes` below.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets that hold decisions only: no unsafe construct compiles unmarked there.
let pure: [SwiftSetting] = strict + [.strictMemorySafety()]

/// The simulator plays tens of thousands of episodes: these targets are optimised in every build.
let simulated: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "kith",
    products: [
        .executable(name: "kith", targets: ["kith"]),
        .executable(name: "kithd", targets: ["kithd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "ChangeLog", swiftSettings: pure + simulated),
        .target(name: "ContactModel", dependencies: ["ChangeLog"], swiftSettings: pure),
        .target(
            name: "ContactFormats", dependencies: ["ChangeLog", "ContactModel"],
            swiftSettings: pure),
        .target(
            name: "RelationshipPractice", dependencies: ["ChangeLog", "ContactModel"],
            swiftSettings: pure + simulated),
        .target(
            name: "SyncProtocol",
            dependencies: [
                "ChangeLog", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: strict + simulated),
        .target(
            name: "SyncEngine", dependencies: ["ChangeLog", "SyncProtocol"],
            swiftSettings: pure + simulated),
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "MessageCompression", dependencies: ["CZstd", "CZlib"], swiftSettings: strict),
        .target(name: "CSQLiteConfiguration"),
        .target(
            name: "SQLiteLog",
            dependencies: [
                "ChangeLog", "SyncProtocol", "CSQLiteConfiguration",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "SQLiteReplica",
            dependencies: [
                "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice",
                "SyncProtocol", "SyncEngine", "SQLiteLog",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "HTTPSyncTransport",
            dependencies: [
                "ChangeLog", "SyncProtocol", "SyncEngine", "MessageCompression",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        .target(
            name: "SyncServer",
            dependencies: [
                "ChangeLog", "SyncProtocol", "MessageCompression", "SQLiteLog",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "kith",
            dependencies: [
                "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice",
                "SyncProtocol", "SyncEngine", "SQLiteReplica", "HTTPSyncTransport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "kithd",
            dependencies: [
                "ChangeLog", "SyncProtocol", "SyncServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "ChangeLog", "SyncProtocol", "SyncEngine",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict + simulated),
        .testTarget(
            name: "ChangeLogTests", dependencies: ["ChangeLog", "SyncProtocol", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ContactModelTests", dependencies: ["ChangeLog", "ContactModel", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ContactFormatsTests",
            dependencies: ["ChangeLog", "ContactModel", "ContactFormats", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "RelationshipPracticeTests",
            dependencies: ["ChangeLog", "ContactModel", "RelationshipPractice", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SyncProtocolTests",
            dependencies: ["ChangeLog", "SyncProtocol", "MessageCompression", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ConvergenceTests",
            dependencies: ["ChangeLog", "SyncProtocol", "SyncEngine", "TestSupport"],
            swiftSettings: strict + simulated),
        .testTarget(
            name: "SQLiteReplicaTests",
            dependencies: [
                "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice",
                "SyncProtocol", "SyncEngine", "SQLiteLog", "SQLiteReplica", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SyncServerTests",
            dependencies: [
                "ChangeLog", "SyncProtocol", "SyncServer", "SQLiteLog", "MessageCompression",
                "HTTPSyncTransport", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ProgramTests", dependencies: ["ChangeLog", "SyncProtocol", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "RepositoryTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
