import ContactFormats
import Glibc

/// The stamp by which a file counts as untouched: vdirsyncer looks at the same.
struct VDirStamp: Hashable {
    var inode: Int64 = 0
    var size: Int64 = 0
    /// Nanoseconds since 1970.
    var modified: Int64 = 0
    /// When the inode changed, nanoseconds since 1970: no program can set it back.
    var changed: Int64 = 0

    /// The stamp of no file: the next run reads the file, whatever it is.
    static let unknown = VDirStamp()

    /// The stamp of a file that was left alone: when it is read again, its card may be another.
    static let leftAlone = VDirStamp(inode: -1)

    init(inode: Int64 = 0) {
        self.inode = inode
    }

    init(_ status: stat) {
        inode = Int64(bitPattern: UInt64(status.st_ino))
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue
            &+ Int64(time.tv_nsec)
    }

    /// The stamp, unless the file changed so lately that another change might leave it the same.
    func settled(atMilliseconds now: UInt64) -> VDirStamp {
        let limit = Int64(clamping: now).multipliedReportingOverflow(by: 1_000_000).partialValue
        return changed > limit &- 2_000_000_000 ? .unknown : self
    }
}

/// The folder of a vdir: reading, and writing that is never half done.
struct VDirFolder {
    let path: String

    /// A file larger than any card.
    private static let maximumBytes = 16 << 20

    /// The contents of the folder.
    struct Listing {
        var files: [String: VDirStamp] = [:]
        /// Items that are no regular files, or whose names are no UTF-8: left alone.
        var others: Set<String> = []
        /// Names that several files have which differ in how an accent is written: left alone.
        var doubled: Set<String> = []
    }

    /// Every item of the folder.
    ///
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)`` when it cannot be listed: a folder
    ///   that is not there is no empty folder.
    func list() throws -> Listing {
        guard let folder = opendir(path) else { throw Self.failure(path) }
        defer { closedir(folder) }
        var listing = Listing()
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                guard errno == 0 else { throw Self.failure(path) }
                return listing
            }
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            guard VDirFileName.isItem(name) else { continue }
            var status = stat()
            guard Array(name.utf8) == bytes, lstat(path + "/" + name, &status) == 0,
                status.st_mode & S_IFMT == S_IFREG
            else {
                listing.others.insert(name)
                continue
            }
            if listing.files.updateValue(VDirStamp(status), forKey: name) != nil {
                listing.doubled.insert(name)
            }
        }
    }

    /// The stamp of one file; nil when it is not there.
    func stamp(of name: String) -> VDirStamp? {
        var status = stat()
        guard lstat(path + "/" + name, &status) == 0 else { return nil }
        return VDirStamp(status)
    }

    /// A whole file, and its stamp from before it was read.
    ///
    /// - Throws: ``VDirReading/Problem`` when it cannot be read.
    func read(_ name: String) throws(VDirReading.Problem) -> (bytes: [UInt8], stamp: VDirStamp) {
        let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw VDirReading.Problem(line: 1, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw VDirReading.Problem(line: 1, reason: "it is no plain file")
        }
        guard status.st_size <= Self.maximumBytes else {
            throw VDirReading.Problem(line: 1, reason: "it is larger than 16 MiB")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= Self.maximumBytes {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw VDirReading.Problem(line: 1, reason: String(cString: strerror(errno)))
            }
            if count == 0 { break }
            bytes += buffer.prefix(count)
        }
        return (bytes, VDirStamp(status))
    }

    /// Puts a file in its place, whole and durable, unless somebody changed it meanwhile.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - name: Its name.
    ///   - expected: What it was; nil for a new file.
    /// - Returns: Its new stamp; nil when it was not as expected, and was left alone.
    /// - Throws: ``ReplicaError``; the old file stays then.
    func write(_ bytes: [UInt8], to name: String, expected: VDirStamp?) throws -> VDirStamp? {
        let target = path + "/" + name
        let temporary = path + "/.kith-\(getpid()).tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(temporary) }
        var isPlaced = false
        defer {
            close(descriptor)
            if !isPlaced { unlink(temporary) }
        }
        var old = stat()
        // The rights of the file that goes; a new one is for its owner alone.
        if expected != nil, lstat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o777) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(temporary) }
            offset += count
        }
        guard fsync(descriptor) == 0 else { throw Self.failure(temporary) }
        guard stamp(of: name) == expected else { return nil }
        guard rename(temporary, target) == 0 else { throw Self.failure(target) }
        isPlaced = true
        return stamp(of: name)
    }

    /// Takes a file away, unless somebody changed it meanwhile.
    ///
    /// - Returns: Whether it is gone.
    /// - Throws: ``ReplicaError``.
    func remove(_ name: String, expected: VDirStamp) throws -> Bool {
        guard stamp(of: name) == expected else { return false }
        guard unlink(path + "/" + name) == 0 || errno == ENOENT else {
            throw Self.failure(path + "/" + name)
        }
        return true
    }

    /// Takes away what a run that was killed left half written.
    func removeLeftovers() {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        var leftovers: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(".kith-"), name.hasSuffix(".tmp"),
                let process = Int32(name.dropFirst(6).dropLast(4)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            leftovers.append(name)
        }
        for name in leftovers { unlink(path + "/" + name) }
    }

    /// Makes the names of the folder durable.
    ///
    /// - Throws: ``ReplicaError``.
    func settle() throws { try Replica.syncFolder(path) }

    private static func failure(_ path: String) -> ReplicaError {
        errno == ENOSPC
            ? .folderFull(path: path)
            : .inaccessible(path: path, reason: String(cString: strerror(errno)))
    }
}
