package import ChangeLog

/// The text form of a UUID (RFC 9562).
package enum UUIDText {
    /// The versions of UUIDs, each with its fixed bits (section 4.2).
    enum Version: UInt128 {
        /// Random (section 5.4).
        case random = 4
        /// Whatever its maker says (section 5.8).
        case custom = 8
    }

    /// An id as a URI, such as `urn:uuid:0197f4a2-…`: the same for the same id.
    package static func uri(of id: EntityID) -> String {
        "urn:uuid:" + text(of: id.value, version: .custom)
    }

    /// Makes a UUID of 122 of the given bits: the six that tell version and variant are set.
    static func text(of value: UInt128, version: Version) -> String {
        let version = version.rawValue << 76
        let variant = UInt128(0b10) << 62
        let fixed = (UInt128(0xF) << 76) | (UInt128(0b11) << 62)
        let digits = Array(EntityID(value: (value & ~fixed) | version | variant).description)
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { String(digits[$0]) }.joined(separator: "-")
    }
}
