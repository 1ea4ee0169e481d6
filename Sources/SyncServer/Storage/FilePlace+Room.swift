import Glibc

extension FilePlace {
    /// Less room than this takes no changes: the pages of one, and of the log it is written to first.
    private static let leastRoom: UInt64 = 65_536

    /// Refuses when the disk is full.
    ///
    /// - Throws: ``ServerStorageError/diskFull``.
    func checkRoom() throws {
        var status = statvfs()
        // What cannot be asked is tried by writing.
        guard statvfs(path, &status) == 0 else { return }
        let (room, isMuch) = UInt64(status.f_bavail).multipliedReportingOverflow(
            by: UInt64(status.f_frsize))
        guard isMuch || room >= Self.leastRoom else { throw ServerStorageError.diskFull }
    }
}
