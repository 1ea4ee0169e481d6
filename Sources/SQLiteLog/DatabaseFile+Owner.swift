import Glibc

/// Who owns new files: root that administers the folder of a service would shut the service out of
/// them otherwise.
extension DatabaseFile {
    /// Makes a file when it is absent, for its owner alone, who is whoever owns the folder.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - folder: What it lies in.
    ///   - flags: Of `open`, beside those that make it.
    /// - Returns: A descriptor.
    /// - Throws: ``Failure``.
    package static func open(
        _ path: String, in folder: String, flags: Int32 = 0
    ) throws -> Int32 {
        let common = O_RDWR | O_CLOEXEC | flags
        let made = Glibc.open(path, common | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
        if made >= 0 {
            if let owner = owner(of: folder) { _ = fchown(made, owner.user, owner.group) }
            return made
        }
        guard errno == EEXIST else { throw Failure(path) }
        let found = Glibc.open(path, common)
        guard found >= 0 else { throw Failure(path) }
        return found
    }

    /// Gives a new file to whoever owns what it replaces, or else the folder.
    static func give(_ file: String, toOwnerOf old: String, or folder: String) {
        // A link that somebody put there is not followed.
        guard let owner = owner(of: old) ?? owner(of: folder) else { return }
        _ = lchown(file, owner.user, owner.group)
    }

    /// nil for who may not give a file away, and for what is not there.
    private static func owner(of path: String) -> (user: uid_t, group: gid_t)? {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0 else { return nil }
        return (status.st_uid, status.st_gid)
    }
}
