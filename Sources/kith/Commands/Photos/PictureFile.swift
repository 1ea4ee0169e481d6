import ContactModel
import Glibc

/// Pictures as files: read up to a limit, written whole or not at all.
enum PictureFile {
    /// The outcome of writing a file.
    enum Outcome: String, Hashable {
        case written
        /// The file is there and holds these very bytes.
        case unchanged
        /// The file is there, holds something else, and was left alone.
        case kept
    }

    /// A whole file, or standard input for `-`.
    ///
    /// - Throws: ``CommandError`` when it cannot be read, ``PictureError/tooManyBytes``.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { if descriptor > 0 { close(descriptor) } }
        var status = stat()
        fstat(descriptor, &status)
        guard descriptor == 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw CommandError(exit: .data, sentence: "\(path) is no plain file; name a picture.")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= Picture.maximumBytes {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
        }
        throw PictureError.tooManyBytes
    }

    /// Writes a file that only its owner can read; it appears when it is complete.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: Where; a symbolic link there is not followed.
    ///   - replaces: Whether a file that is there goes.
    /// - Returns: What became of it.
    /// - Throws: ``CommandError`` when it cannot be written.
    static func write(_ bytes: [UInt8], to path: String, replaces: Bool) throws -> Outcome {
        var status = stat()
        if lstat(path, &status) == 0 {
            if holds(bytes, path, status) { return .unchanged }
            guard replaces else { return .kept }
        }
        let temporary = path + ".kith-\(getpid()).tmp"
        try writeNew(bytes, to: temporary)
        defer { unlink(temporary) }
        if replaces || link(temporary, path) != 0 {
            // Where a file cannot have two names, one that appeared in between is found first.
            if !replaces, errno == EEXIST || access(path, F_OK) == 0 { return .kept }
            guard rename(temporary, path) == 0 else { throw failure(path) }
        }
        return .written
    }

    /// Whether a path is a folder, or a link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder for its owner alone; one that is there stays.
    ///
    /// - Throws: ``CommandError``.
    static func makeFolder(_ path: String) throws {
        guard !isFolder(path) else { return }
        guard mkdir(path, 0o700) == 0 else { throw failure(path) }
    }

    private static func holds(_ bytes: [UInt8], _ path: String, _ status: stat) -> Bool {
        guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else {
            return false
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var found = [UInt8](repeating: 0, count: bytes.count)
        var offset = 0
        while offset < found.count {
            let count = found[offset...].withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return false }
            offset += count
        }
        return found == bytes
    }

    private static func writeNew(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = failure(path)
                unlink(path)
                throw error
            }
            offset += count
        }
        fsync(descriptor)
    }

    private static func failure(_ path: String) -> CommandError {
        CommandError(exit: .data, sentence: "\(path): \(String(cString: strerror(errno))).")
    }
}
