import Foundation

/// A Radicale 3.9, the CardDAV server, from PyPI, with the user `ada`.
final class Radicale {
    let programs: PythonPrograms
    /// Where it is reached, without a slash at the end.
    let url: String
    private let storage: URL
    private var process: RunningProgram?
    private let pipe: FIFO

    /// Installs and starts it; nil, and a printed reason, where PyPI cannot be reached.
    ///
    /// - Parameters:
    ///   - bench: The bench, in whose folder everything lies.
    ///   - packages: What else of PyPI the test needs.
    /// - Throws: What starting programs throws.
    init?(_ bench: TestBench, with packages: [String] = []) throws {
        guard let programs = try PythonPrograms(packages + ["radicale==3.9.0"], on: bench) else {
            return nil
        }
        self.programs = programs
        let port = FreePort.next()
        url = "http://127.0.0.1:\(port)"
        storage = bench.folder.appending(path: "radicale")
        pipe = try FIFO(in: bench.folder)
        let log = bench.folder.appending(path: "radicale.log").path
        // What it says once it is ready goes to a file.
        let script = """
            exec "$0" "$@" 2> >(sed -u '/server ready/q' > '\(pipe.path)'; exec cat > '\(log)')
            """
        process = try programs.start([
            "/bin/bash", "-c", script, programs.path(of: "radicale"), "--config", "",
            "--server-hosts", "127.0.0.1:\(port)", "--auth-type", "none",
            "--storage-filesystem-folder", storage.path,
        ])
        guard pipe.readLine(containing: "server ready") else {
            throw ProgramFailure(description: "Radicale did not start")
        }
    }

    deinit {
        // Radicale waits for open connections at SIGTERM; nothing of it is wanted any more.
        process?.signal(SIGKILL)
        _ = try? process?.wait()
    }

    /// Makes an empty address book; its folder is where Radicale keeps the cards.
    func addressBook(_ name: String) throws -> MirrorFolder {
        let folder = try MirrorFolder(storage.appending(path: "collection-root/ada/\(name)"))
        let properties = #"{"tag": "VADDRESSBOOK", "D:displayname": "People"}"#
        try Data(properties.utf8).write(to: folder.url.appending(path: ".Radicale.props"))
        return folder
    }
}
