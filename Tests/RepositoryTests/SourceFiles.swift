import Foundation
import TestSupport

/// A text file of the project.
struct SourceFile: CustomStringConvertible {
    /// From the project's folder, such as `Sources/kith/Program.swift`.
    let path: String
    let text: String
    let lines: [Substring]

    /// The target of a Swift file.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    var name: String { String(path.split(separator: "/").last ?? "") }
    var description: String { path }
}

/// The project's own files.
enum SourceFiles {
    /// Files below a folder with one of the extensions, by path.
    ///
    /// - Throws: The file system's error.
    static func all(in folder: String, _ extensions: String...) throws -> [SourceFile] {
        let root = Repository.root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try paths.sorted().filter { path in
            extensions.contains { path.hasSuffix("." + $0) } && !path.hasPrefix(".")
        }.map { try read(folder + "/" + $0) }
    }

    /// Hand-written Swift sources.
    ///
    /// - Throws: The file system's error.
    static func sources() throws -> [SourceFile] {
        try all(in: "Sources", "swift").filter { !$0.path.contains("/Generated/") }
    }

    /// One file.
    ///
    /// - Throws: The file system's error.
    static func read(_ path: String) throws -> SourceFile {
        let url = Repository.root.appending(path: path)
        let text = try String(contentsOf: url, encoding: .utf8)
        return SourceFile(
            path: path, text: text,
            lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
}
