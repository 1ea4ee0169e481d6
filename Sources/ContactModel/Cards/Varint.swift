/// Little-endian base-128 numbers, seven bits a byte, as in Protocol Buffers.
enum Varint {
    /// The longest form of 64 bits.
    static let maximumByteCount = 10

    /// Appends the shortest form.
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Reads a number at the start; nil when it is cut off, longer than 64 bits or not the shortest.
    static func read(_ bytes: some Collection<UInt8>) -> (number: UInt64, byteCount: Int)? {
        var number: UInt64 = 0
        var count = 0
        for byte in bytes.prefix(maximumByteCount) {
            let bits = UInt64(byte & 0x7F)
            if count == maximumByteCount - 1, byte > 1 { return nil }
            number |= bits << UInt64(7 * count)
            count += 1
            if byte & 0x80 == 0 {
                return byte == 0 && count > 1 ? nil : (number, count)
            }
        }
        return nil
    }
}
