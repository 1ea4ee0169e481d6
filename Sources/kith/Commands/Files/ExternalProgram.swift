import Dispatch
import Foundation

/// Another program of the machine that draws for this one.
struct ExternalProgram {
    let path: String

    /// Longer than any drawing should take.
    private static let patience = DispatchTimeInterval.seconds(120)

    /// Finds the first of some programs in `PATH`; nil when none is installed.
    init?(oneOf names: [String]) {
        let folders = (Environment.value("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        let candidates = names.flatMap { name in folders.map { "\($0)/\(name)" } }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else { return nil }
        path = found
    }

    var name: String { String(path.split(separator: "/").last ?? "") }

    /// Runs it, without a shell, and waits; what it says goes nowhere.
    ///
    /// - Throws: ``CommandError`` when it cannot be started, fails, or does not end.
    func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw CommandError(exit: .data, sentence: "\(name) cannot be started.")
        }
        guard ended.wait(timeout: .now() + Self.patience) == .success else {
            process.terminate()
            throw CommandError(exit: .data, sentence: "\(name) did not come to an end.")
        }
        guard process.terminationStatus == 0 else {
            throw CommandError(
                exit: .data, sentence: "\(name) failed with \(process.terminationStatus).")
        }
    }
}

/// A folder that only its owner can read, for the files that another program reads and writes.
struct TemporaryFolder {
    let path: String

    /// Makes the folder.
    ///
    /// - Throws: ``CommandError``.
    init() throws {
        let parent = Environment.value("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/kith-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandError(
                exit: .data, sentence: "No temporary folder can be made in \(parent).")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a file into it and tells its path.
    ///
    /// - Throws: ``CommandError``.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        try ExportSink.write(bytes, to: "\(path)/\(name)")
        return "\(path)/\(name)"
    }

    /// Reads a file that another program wrote into it.
    ///
    /// - Throws: ``CommandError`` when there is none.
    func read(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), !data.isEmpty
        else { throw CommandError(exit: .data, sentence: "Nothing was drawn.") }
        return Array(data)
    }

    /// Removes it with everything in it.
    func remove() {
        // What is left behind in a temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }
}
