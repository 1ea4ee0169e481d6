package import ChangeLog
package import Foundation

/// A file of `protocol/vectors`: cases made by the independent Python script.
package struct GoldenVectors<Case: Decodable>: Decodable {
    package let rule: String
    package let cases: [Case]

    /// Reads one file.
    ///
    /// - Throws: The file system's error, or `DecodingError` when a case has another shape.
    package static func read(_ name: String) throws -> [Case] {
        let file = Repository.root.appending(path: "protocol/vectors/\(name).json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file)).cases
    }
}

/// Where the project lies.
package enum Repository {
    /// The folder with `Package.swift`.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

/// A dot as the vectors write it.
package struct VectorDot: Decodable {
    private let replica: String
    private let sequence: String

    /// The dot; nil when the vector is malformed.
    package var dot: Dot? {
        guard let replica = ReplicaID(hexadecimal: replica), let sequence = UInt64(sequence) else {
            return nil
        }
        return Dot(replica: replica, sequence: sequence)
    }
}
