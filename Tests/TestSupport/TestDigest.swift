package import ChangeLog
import Crypto

extension DigestFunction {
    /// SHA-256, as the programs pass it in.
    package static let sha256 = DigestFunction { bytes in
        ContentDigest(bytes: Array(SHA256.hash(data: bytes))) ?? .zero
    }
}
