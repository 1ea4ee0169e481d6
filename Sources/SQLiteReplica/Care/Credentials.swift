import Foundation
import SQLiteLog

/// The token that lets this machine speak to its server, in a file that only its owner can read.
extension Replica {
    /// Reads the token.
    ///
    /// - Throws: ``ReplicaError/notEnrolled``, ``ReplicaError/credentialsExposed(path:)`` when others
    ///   may read the file, ``ReplicaError/inaccessible(path:reason:)``.
    package func token() throws -> String {
        var status = stat()
        guard stat(folder.credentials, &status) == 0 else { throw ReplicaError.notEnrolled }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw ReplicaError.credentialsExposed(path: folder.credentials)
        }
        do {
            let text = try String(contentsOfFile: folder.credentials, encoding: .utf8)
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw ReplicaError.inaccessible(path: folder.credentials, reason: "it cannot be read")
        }
    }

    /// Keeps the token, replacing an earlier one.
    ///
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)``; the earlier token stays then.
    package func keep(token: String) throws {
        let temporary = folder.credentials + ".tmp"
        // What an interrupted writing left may have another mode, or be a link to elsewhere.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let bytes = Array((token + "\n").utf8)
        guard descriptor >= 0 else {
            throw ReplicaError.inaccessible(
                path: temporary, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(temporary, folder.credentials) == 0
        else {
            throw ReplicaError.inaccessible(
                path: temporary, reason: String(cString: strerror(errno)))
        }
        // The code is used up: after a power cut there would be neither code nor token.
        try Self.syncFolder(folder.data)
    }

    /// How this machine is called on its server; nil without a token.
    ///
    /// A backup of another machine holds that machine's name, and never its token.
    ///
    /// - Throws: `DatabaseError`.
    func deviceName(_ session: Session) throws -> String? {
        guard access(folder.credentials, F_OK) == 0 else { return nil }
        return try session.setting(SettingKey.device)
    }
}
