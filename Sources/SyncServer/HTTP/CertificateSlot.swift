import Synchronization

/// The certificate of the application that was made last, for who asks to read it anew.
final class CertificateSlot: Sendable {
    private let slot = Mutex<CertificateFiles?>(nil)

    var files: CertificateFiles? { slot.withLock { $0 } }

    /// Keeps the files.
    ///
    /// - Returns: The same.
    func fill(_ files: CertificateFiles) -> CertificateFiles {
        slot.withLock { $0 = files }
        return files
    }
}
