import Foundation

/// Where an export goes: standard output, or a file that appears only when it is complete.
struct ExportSink {
    private let path: String?
    private var pending: [UInt8] = []
    private var handle: FileHandle?

    init(path: String?) {
        self.path = path
    }

    /// Writes a whole file, which only its owner can read, or to standard output.
    ///
    /// - Throws: ``CommandError`` when the file cannot be written.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        var sink = ExportSink(path: path)
        try sink.write(bytes)
        try sink.finish()
    }

    private var temporary: String { (path ?? "") + ".tmp" }

    /// Takes the next bytes.
    ///
    /// - Throws: ``CommandError`` when the file cannot be written.
    mutating func write(_ bytes: [UInt8]) throws {
        pending += bytes
        if pending.count > 256 << 10 { try flush() }
    }

    /// Makes the file durable and puts it in its place.
    ///
    /// - Throws: ``CommandError`` when it cannot; the file of before stays.
    mutating func finish() throws {
        try flush()
        guard let path else { return }
        try attempt { try handle?.synchronize() }
        try attempt { try handle?.close() }
        guard rename(temporary, path) == 0 else {
            throw CommandError(
                exit: .data, sentence: "\(path): \(String(cString: strerror(errno))).")
        }
    }

    private mutating func flush() throws {
        defer { pending = [] }
        guard path != nil else {
            Terminal.write(bytes: pending)
            return
        }
        if handle == nil {
            let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw CommandError(
                    exit: .data, sentence: "\(temporary): \(String(cString: strerror(errno))).")
            }
            handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }
        let bytes = Data(pending)
        let file = handle
        try attempt { try file?.write(contentsOf: bytes) }
    }

    private func attempt(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw CommandError(exit: .data, sentence: "\(path ?? "") cannot be written.")
        }
    }
}
