package import ChangeLog

extension DigestFunction {
    /// A fast stand-in for SHA-256 where millions of digests are needed and nobody attacks.
    package static let quick = DigestFunction { bytes in
        var lanes: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
        for byte in bytes {
            lanes.0 = (lanes.0 ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            lanes.1 = (lanes.1 &+ UInt64(byte) &+ 1) &* 0xBF58_476D_1CE4_E5B9
            lanes.1 ^= lanes.1 >> 29
        }
        var digest: [UInt8] = []
        digest.reserveCapacity(ContentDigest.byteCount)
        for round in 0..<4 {
            var word = lanes.0 &+ lanes.1 &* UInt64(2 * round + 1)
            word = (word ^ (word >> 30)) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 31
            for shift in stride(from: 56, through: 0, by: -8) {
                digest.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return ContentDigest(bytes: digest) ?? .zero
    }
}
