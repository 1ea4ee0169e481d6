import HTTPTypes
import SyncProtocol

/// The fields of answers that no standard names.
extension HTTPFields {
    // Not `parsed:`, which takes the lower-case names of HTTP/2 only.
    private static let version = HTTPField.Name("Kith-Protocol-Version")
    private static let accelBuffering = HTTPField.Name("X-Accel-Buffering")

    /// Says which version of the protocol the server speaks (HTTP-5).
    mutating func tellVersion() {
        set(Self.version, String(ProtocolLimits.version))
    }

    /// Tells nginx, and others that took it over, not to collect what is sent.
    mutating func forbidCollecting() {
        set(Self.accelBuffering, "no")
    }

    /// A field of another name would say something else: there is none then, and a test finds out.
    private mutating func set(_ name: HTTPField.Name?, _ value: String) {
        if let name { self[name] = value }
    }
}
