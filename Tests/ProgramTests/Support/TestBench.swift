import Foundation
import Testing

/// A private temporary folder with machines and at most one daemon; removed at the end.
final class TestBench {
    let folder: URL
    private var daemons: [Daemon] = []

    /// Makes the folder.
    ///
    /// - Throws: What making it throws.
    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "kith-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        for daemon in daemons { daemon.kill() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// A machine with an empty home.
    ///
    /// - Throws: What making the folder throws.
    func machine(_ name: String) throws -> Machine {
        let scratch = folder.appending(path: "\(name)-scratch")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        return Machine(name: name, home: folder.appending(path: name), scratch: scratch)
    }

    /// A daemon with an empty data folder, not started yet.
    ///
    /// - Throws: What making the folders throws.
    func daemon(_ name: String = "daemon") throws -> Daemon {
        let scratch = folder.appending(path: "\(name)-scratch")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let daemon = Daemon(data: folder.appending(path: name), scratch: scratch)
        daemons.append(daemon)
        return daemon
    }

    /// Writes a file into the folder.
    ///
    /// - Throws: What writing throws.
    func file(_ name: String, _ text: String) throws -> URL {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url
    }

    /// Writes a program into the folder.
    ///
    /// Another process writes it: while this one has a file open for writing, what other tests start
    /// meanwhile has it open too, and a program that is being written cannot be run.
    ///
    /// - Throws: What writing throws.
    func program(_ name: String, _ text: String) throws -> URL {
        let source = try file("source-\(UUID().uuidString)", text)
        let url = folder.appending(path: name)
        let install = try RunningProgram(
            "/usr/bin/install", ["-D", "-m", "700", source.path, url.path], environment: [:],
            scratch: folder
        ).wait()
        guard install.exitCode == 0 else {
            throw ProgramFailure(description: "install: \(install.diagnostics)")
        }
        return url
    }

    /// A daemon that serves, and machines of one user that have joined it.
    ///
    /// - Throws: What starting or joining throws.
    func household(
        user: String = "ada", machines names: [String]
    ) throws -> (daemon: Daemon, machines: [Machine]) {
        let daemon = try daemon()
        var code = try daemon.addUser(user)
        try daemon.start()
        var machines: [Machine] = []
        for name in names {
            let machine = try machine(name)
            try machine.join(daemon, code: code)
            machines.append(machine)
            code = try daemon.addDevice(user)
        }
        return (daemon, machines)
    }
}
