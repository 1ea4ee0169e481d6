import Foundation

/// Where an export goes: standard output, a device or pipe, or a file that appears only when it is
/// complete.
struct ExportSink {
    private let path: String?
    private var pending: [UInt8] = []
    private var target: Target?

    /// The file being written.
    private struct Target {
        let descriptor: Int32
        /// The file that is to be replaced, and the one that will take its place; nil for a device.
        let files: (old: String, new: String)?
    }

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
        guard let target else { return }
        if let files = target.files {
            guard fsync(target.descriptor) == 0, rename(files.new, files.old) == 0 else {
                throw giveUp()
            }
            Unfinished.forgetAll()
        }
        close(target.descriptor)
        self.target = nil
    }

    private mutating func flush() throws {
        defer { pending = [] }
        guard let path else {
            Terminal.write(bytes: pending)
            return
        }
        let descriptor = try target?.descriptor ?? open(path)
        var offset = 0
        while offset < pending.count {
            let count = pending[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw giveUp() }
            offset += count
        }
    }

    /// Opens a device or pipe as it is, and for a file a new one beside it.
    private mutating func open(_ path: String) throws -> Int32 {
        var status = stat()
        let exists = stat(path, &status) == 0
        let isFile = !exists || status.st_mode & S_IFMT == S_IFREG
        let descriptor: Int32
        var files: (old: String, new: String)?
        if isFile {
            // A link stays a link: what it names is replaced.
            let real = realpath(path, nil)
            defer { free(real) }
            let old = real.map { String(cString: $0) } ?? path
            // Told before it is there: Ctrl-C may come at any moment.
            let new = "\(old).\(String(UInt32.random(in: .min ... .max), radix: 36))"
            Unfinished.add([new])
            descriptor = Glibc.open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            // What comes after it would say why it failed itself.
            guard descriptor >= 0 else { throw giveUp() }
            files = (old, new)
        } else {
            descriptor = Glibc.open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw giveUp() }
        target = Target(descriptor: descriptor, files: files)
        return descriptor
    }

    /// Takes away what was written so far; the answer says why, by `errno`.
    private mutating func giveUp() -> CommandError {
        let reason = String(cString: strerror(errno))
        if let target {
            close(target.descriptor)
            if let files = target.files { unlink(files.new) }
        }
        Unfinished.forgetAll()
        target = nil
        return CommandError(exit: .data, sentence: "\(path ?? "") cannot be written: \(reason).")
    }
}
