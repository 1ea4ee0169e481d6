import ChangeLog
import SyncProtocol
import TestSupport

/// Remembers the bytes of every change, so that what was erased can still be judged.
final class WrittenChanges {
    private var bytesByDigest: [ContentDigest: [UInt8]] = [:]
    private(set) var purges: [Change] = []

    func note(_ encoded: EncodedChange) {
        bytesByDigest[DigestFunction.quick(encoded.bytes)] = encoded.bytes
        if encoded.change.verb == .purge { purges.append(encoded.change) }
    }

    /// The change as it was written; nil for bytes that nobody wrote.
    func truth(of logged: LoggedChange) -> Change? {
        switch logged {
        case .whole(let encoded): return encoded.change
        case .erased(let erased):
            guard let bytes = bytesByDigest[erased.digest] else { return nil }
            // What was written can be read.
            return try? ChangeCodec.decode(bytes, as: erased.dot).change
        }
    }
}
