package import Foundation

/// The cards that khard and vdirsyncer are tested with, from their source packages on PyPI.
///
/// They are others' work: `.ci/corpora` fetches them once into the build folder.
package enum ForeignBooks {
    /// The folder that holds them.
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".build/corpora-khard-0.22.0-vdirsyncer-0.21.0")

    /// The file names, sorted; none, and a printed reason, where PyPI cannot be reached.
    package static let names: [String] = {
        let script = folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".ci/corpora")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script.path, folder.path]
        do {
            try process.run()
            process.waitUntilExit()
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        } catch {
            print("The cards of khard and vdirsyncer are not tested: \(error)")
            return []
        }
    }()
}
