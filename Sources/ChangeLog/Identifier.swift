/// A 128-bit name of something of the kind `Subject`, ordered by its big-endian bytes.
///
/// The subject exists at compile time only, so an entity's id can never stand where a replica's is
/// meant. The text form is 32 lower-case hexadecimal digits.
package struct Identifier<Subject>: Hashable, Comparable, Sendable {
    /// The id as an unsigned number, most significant byte first.
    package let value: UInt128

    /// The length of the binary form, in bytes.
    package static var byteCount: Int { 16 }

    package init(value: UInt128) {
        self.value = value
    }

    /// Reads the binary form; nil unless it has exactly 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        value = UInt128(leading16Of: bytes)
    }

    /// Reads 32 hexadecimal digits of either case; nil for anything else.
    package init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The first 16 bytes of a digest, for ids that two machines must derive alike.
    package init(derivedFrom digest: ContentDigest) {
        value = digest.leading128
    }

    /// The 16 bytes of the id, most significant first.
    package var bytes: [UInt8] {
        var result = [UInt8](repeating: 0, count: Self.byteCount)
        var high = UInt64(truncatingIfNeeded: value >> 64)
        var low = UInt64(truncatingIfNeeded: value)
        for index in 0..<8 {
            result[7 &- index] = UInt8(truncatingIfNeeded: high)
            result[15 &- index] = UInt8(truncatingIfNeeded: low)
            high >>= 8
            low >>= 8
        }
        return result
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.value < right.value
    }
}

extension UInt128 {
    /// The first 16 bytes as a big-endian number; fewer bytes make a smaller one.
    init(leading16Of bytes: [UInt8]) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for byte in bytes.prefix(16) {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
        self = UInt128(high) << 64 | UInt128(low)
    }
}

extension Identifier: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    package var description: String { Hexadecimal.encode(bytes) }
}

/// The subject of ``ReplicaID``.
package enum ReplicaSubject {}
/// The subject of ``SpaceID``.
package enum SpaceSubject {}
/// The subject of ``EntityID``.
package enum EntitySubject {}
/// The subject of ``ElementID``.
package enum ElementSubject {}

/// Names one copy of a space on one machine: the author of changes, random.
package typealias ReplicaID = Identifier<ReplicaSubject>
/// Names a shared set of data with its own change log, random.
package typealias SpaceID = Identifier<SpaceSubject>
/// Names a person, organisation, note …: UUIDv7, or derived when two machines must agree.
package typealias EntityID = Identifier<EntitySubject>
/// Names one element of a map field; ``ElementID/register`` in single-valued fields.
package typealias ElementID = Identifier<ElementSubject>

extension Identifier where Subject == ElementSubject {
    /// The only element of a register: all bits zero, absent on the wire.
    package static let register = ElementID(value: 0)
}

extension Identifier where Subject == EntitySubject {
    /// Makes a UUIDv7: 48 bits of Unix milliseconds, then random bits (RFC 9562 section 5.7).
    ///
    /// - Parameters:
    ///   - milliseconds: Unix time; bits above the 48th are dropped.
    ///   - random: 128 random bits, of which 74 are used.
    package init(version7At milliseconds: UInt64, random: UInt128) {
        let time = UInt128(milliseconds & 0xFFFF_FFFF_FFFF) << 80
        let version = UInt128(0x7) << 76
        let variant = UInt128(0b10) << 62
        let mask = (UInt128(0xFFF) << 64) | ((UInt128(1) << 62) - 1)
        self.init(value: time | version | variant | (random & mask))
    }
}
