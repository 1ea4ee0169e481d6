import ContactModel
import Glibc

/// Input that has to be waited for.
enum PipedInput {
    private static let maximumBytes = 2 << 30
    private static let pieceBytes = 256 << 10

    /// Reads what comes through a pipe to its end: nothing may be locked while it comes, for
    /// whoever writes into it may take long.
    ///
    /// - Returns: A copy without a name; nil for a file, which need not be waited for.
    /// - Throws: ``CommandError``.
    static func copy(of name: String) throws -> Int32? {
        var status = stat()
        guard (name == "-" ? fstat(0, &status) : stat(name, &status)) == 0,
            ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
        else { return nil }
        let source = name == "-" ? 0 : open(name, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw failure(name) }
        defer { if source > 0 { close(source) } }
        let folder = Environment.value("TMPDIR") ?? "/tmp"
        var path = Array("\(folder)/kith-import-XXXXXX".utf8CString)
        let copy = mkstemp(&path)
        guard copy >= 0 else { throw failure(folder) }
        unlink(path)
        var total = 0
        while true {
            let bytes = try piece(of: source, name)
            guard !bytes.isEmpty else { break }
            total += bytes.count
            guard total <= maximumBytes else {
                throw CommandError(
                    exit: .data, sentence: "\(name) is larger than 2 GiB; import it from a file.")
            }
            guard write(copy, bytes, bytes.count) == bytes.count else { throw failure(folder) }
        }
        lseek(copy, 0, SEEK_SET)
        return copy
    }

    /// The text piped or redirected into standard input, without blanks around it.
    ///
    /// - Returns: nil when standard input is a terminal or another device.
    /// - Throws: ``CommandError``.
    static func text() throws -> String? {
        var status = stat()
        guard fstat(0, &status) == 0, [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else {
            return nil
        }
        var text: [UInt8] = []
        while true {
            let bytes = try piece(of: 0, "standard input")
            guard !bytes.isEmpty else { return String(decoding: text, as: UTF8.self).trimmed }
            text += bytes
            guard text.count <= 16 << 20 else {
                throw CommandError(exit: .data, sentence: "The text is longer than 16 MiB.")
            }
        }
    }

    /// The next bytes of a file; none at its end.
    ///
    /// - Throws: ``CommandError``.
    static func piece(of descriptor: Int32, _ name: String) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count >= 0 { return Array(buffer.prefix(count)) }
            guard errno == EINTR else { throw failure(name) }
        }
    }

    /// Why a file cannot be read, as the system says it.
    static func failure(_ name: String) -> CommandError {
        let code = errno
        let reason = String(cString: strerror(code))
        // What stands for bytes that are no UTF-8: the file has another name than the program was given.
        let isOther = code == ENOENT && name.unicodeScalars.contains("\u{FFFD}")
        return CommandError(
            exit: .data,
            sentence: "\(name): \(reason)."
                + (isOther ? " Its name is not UTF-8: rename it, or name - and redirect it." : ""))
    }
}
