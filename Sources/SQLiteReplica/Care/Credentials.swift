import Foundation
import SQLiteLog

/// The token that lets this machine speak to its server, in a file that only its owner can read.
extension Replica {
    /// Reads the token.
    ///
    /// - Parameter url: The server it is to be shown to; it is for no other.
    /// - Returns: What the server gave when this machine joined.
    /// - Throws: ``ReplicaError/notEnrolled`` when there is none for it,
    ///   ``ReplicaError/credentialsExposed(path:)`` when others may read the file,
    ///   ``ReplicaError/inaccessible(path:reason:)``.
    package func token(for url: String) throws -> String {
        var status = stat()
        guard stat(folder.credentials, &status) == 0 else { throw ReplicaError.notEnrolled }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw ReplicaError.credentialsExposed(path: folder.credentials)
        }
        guard let text = try? String(contentsOfFile: folder.credentials, encoding: .utf8) else {
            throw ReplicaError.inaccessible(path: folder.credentials, reason: "it cannot be read")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        // An earlier kith did not write whom the token is for.
        guard let token = lines.first, lines.count < 2 || lines[1] == url else {
            throw ReplicaError.notEnrolled
        }
        return String(token)
    }

    /// Whether this machine has a token for its server; a book that was brought back has none.
    ///
    /// - Throws: ``ReplicaError``.
    package func hasToken() throws -> Bool {
        guard let enrolment = try enrolment() else { return false }
        do {
            _ = try token(for: enrolment.url)
            return true
        } catch ReplicaError.notEnrolled {
            return false
        } catch {
            // There is one that cannot be used: a sync says why.
            return true
        }
    }

    /// Keeps a token in the place of an earlier one, which comes back if what follows fails.
    ///
    /// - Parameters:
    ///   - token: What the server gave.
    ///   - url: Where that is.
    ///   - enrol: Makes the machine one of that server.
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)``, or what enrolling throws; the earlier
    ///   token is there then.
    package func keep(token: String, for url: String, _ enrol: () throws -> Void) throws {
        // Of what cannot be read nothing can come back.
        let before = try? String(contentsOfFile: folder.credentials, encoding: .utf8)
        try writeCredentials(token + "\n" + url + "\n")
        do {
            try enrol()
        } catch {
            if let before { try writeCredentials(before) } else { unlink(folder.credentials) }
            throw error
        }
    }

    private func writeCredentials(_ text: String) throws {
        let temporary = folder.credentials + ".tmp"
        // What an interrupted writing left may have another mode, or be a link to elsewhere.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
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
