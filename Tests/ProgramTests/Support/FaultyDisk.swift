import Foundation
import Testing

/// A disk below one folder that fails on demand, and whose power can be cut.
///
/// Programs that are started with its ``environment`` meet it in place of the real one: a small
/// library stands between them and the system's calls (`Tests/FaultyDisk/faulty_disk.c`).
struct FaultyDisk {
    /// What a call does in the place of its work.
    enum Fault {
        case error(Int32)
        /// Writes a half of it and says so; what does not even fit by half fails as full.
        case half
        /// The process ends, and the machine with it.
        case powerCut

        fileprivate var number: Int32 {
            switch self {
            case .error(let code): code
            case .half: -1
            case .powerCut: -2
            }
        }
    }

    /// What became of writes that were not flushed when the power went.
    enum Unflushed: CaseIterable {
        case lost
        /// Some sectors of 512 bytes got there, in no order.
        case torn
    }

    /// Writes, flushes, truncations, new files, and renamed or removed ones.
    static let allCalls = "wstor"
    static let forEver = 1_000_000

    private let root: URL
    private let image: URL
    private let plan: URL
    private let library: URL

    /// Puts a folder on the disk; what it holds now is safe on it.
    ///
    /// - Throws: ``ProgramFailure`` when the library cannot be compiled, or what copying throws.
    init(_ bench: TestBench, under root: URL) throws {
        self.root = root
        let name = UUID().uuidString
        image = bench.folder.appending(path: "\(name).image")
        plan = bench.folder.appending(path: "\(name).plan")
        library = try Self.library(on: bench)
        try settle()
        try heal()
    }

    /// What a program's environment needs.
    var environment: [String: String] {
        [
            "LD_PRELOAD": library.path, "FAULTY_ROOT": root.path, "FAULTY_PLAN": plan.path,
            "FAULTY_IMAGE": image.path,
        ]
    }

    /// Lets some calls of these kinds pass, and the next ones fail.
    ///
    /// - Throws: What writing throws.
    func plan(
        _ calls: String = allCalls, after passed: Int, times: Int = 1, _ fault: Fault
    ) throws {
        try Data("\(calls) \(passed) \(times) \(fault.number)\n".utf8).write(to: plan)
    }

    /// Lets every call pass.
    ///
    /// - Throws: What writing throws.
    func heal() throws {
        try Data().write(to: plan)
    }

    /// Whether a planned fault has come.
    ///
    /// - Throws: What reading throws.
    func hasFired(times: Int = 1) throws -> Bool {
        let words = try String(contentsOf: plan, encoding: .utf8).split(separator: " ")
        return words.count == 4 && Int(words[2]) != times
    }

    /// Flushes everything.
    ///
    /// - Throws: What copying throws.
    func settle() throws {
        let files = FileManager.default
        try? files.removeItem(at: image)
        if files.fileExists(atPath: root.path) {
            try files.copyItem(at: root, to: image)
        }
        try files.createDirectory(
            at: image.appending(path: "state"), withIntermediateDirectories: true)
    }

    /// What is there when the power is back.
    ///
    /// - Parameters:
    ///   - folder: Where to put it; what is there goes.
    ///   - unflushed: What became of the rest.
    ///   - random: Chooses the sectors.
    /// - Throws: What reading and writing throws.
    func recover(
        into folder: URL, _ unflushed: Unflushed, using random: inout some RandomNumberGenerator
    ) throws {
        let files = FileManager.default
        try? files.removeItem(at: folder)
        try files.copyItem(at: image, to: folder)
        for file in try allFiles(below: folder) {
            let path = file.path
            if path.hasSuffix(".unlinked"), !files.fileExists(atPath: path.dropping(".unlinked")) {
                try files.moveItem(atPath: path, toPath: path.dropping(".unlinked"))
            }
        }
        for file in try allFiles(below: folder) {
            let path = file.path
            let isList = path.hasSuffix(".unflushed")
            if isList, unflushed == .torn {
                let name = path.dropping(".unflushed")
                let live = root.path + name.dropFirst(folder.path.count)
                try tear(name, from: live, try Data(contentsOf: file), using: &random)
            }
            if isList || path.hasSuffix(".unlinked") || path.hasSuffix("/.names") {
                try files.removeItem(atPath: path)
            }
        }
    }

    /// Takes about a half of the sectors that were written and not flushed.
    private func tear(
        _ name: String, from live: String, _ list: Data,
        using random: inout some RandomNumberGenerator
    ) throws {
        guard let now = FileManager.default.contents(atPath: live),
            var bytes = FileManager.default.contents(atPath: name)
        else { return }
        let numbers = stride(from: 0, to: list.count - 7, by: 8).map { at in
            list.subdata(in: at..<at + 8).withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
        }
        for index in stride(from: 0, to: numbers.count - 1, by: 2) where numbers[index + 1] > 0 {
            let end = min(Int(numbers[index] + numbers[index + 1]), now.count)
            for start in stride(from: Int(numbers[index]), to: end, by: 512) {
                guard Bool.random(using: &random) else { continue }
                let sector = start..<min(start + 512, end)
                if bytes.count < sector.upperBound {
                    bytes.append(Data(count: sector.upperBound - bytes.count))
                }
                bytes.replaceSubrange(sector, with: now.subdata(in: sector))
            }
        }
        try bytes.write(to: URL(filePath: name))
    }

    /// Compiles the library for one test.
    private static func library(on bench: TestBench) throws -> URL {
        let library = bench.folder.appending(path: "faulty_disk.so")
        guard !FileManager.default.fileExists(atPath: library.path) else { return library }
        let source = BuildFolder.packageRoot.appending(path: "Tests/FaultyDisk/faulty_disk.c")
        let result = try RunningProgram(
            try BuildFolder.installed("gcc"),
            ["-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl", "-lpthread"],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        guard result.exitCode == 0 else { throw ProgramFailure(description: result.diagnostics) }
        return library
    }
}

extension String {
    fileprivate func dropping(_ suffix: String) -> String { String(dropLast(suffix.count)) }
}
