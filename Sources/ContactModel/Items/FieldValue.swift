package import ChangeLog

/// How the values of items and overlay fields are written: text in UTF-8, ids in 16 bytes, instants
/// in 8.
package enum FieldValue {
    /// The bytes of a text.
    package static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Reads a text; damaged UTF-8 is repaired.
    package static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of an instant: Unix milliseconds, big-endian.
    package static func instant(_ milliseconds: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: milliseconds >> UInt64($0))
        }
    }

    /// Reads an instant; nil unless it has 8 bytes.
    package static func instant(_ bytes: [UInt8]) -> UInt64? {
        bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }
}

extension ElementID {
    /// The element of an entity in a set of entities: adding it twice offline gives it once.
    package init(of entity: EntityID) {
        self.init(value: entity.value)
    }
}
