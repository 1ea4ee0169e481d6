/// Somebody whom I know and may ask, as ways begin at them.
///
/// Less than another is whom I would ask first: the stronger tie, then the later touch, then the
/// name, so that all machines answer alike.
package struct Acquaintance: Comparable, Sendable {
    /// The row in the store.
    package let person: Int64
    /// 1 to 100.
    package let strength: Int
    /// When we were last in touch; nil for never.
    package let lastMilliseconds: UInt64?
    /// Name and id: no two people have the same.
    package let order: String

    package init(
        _ person: Int64, strength: Int, lastMilliseconds: UInt64? = nil, order: String = ""
    ) {
        self.person = person
        self.strength = strength
        self.lastMilliseconds = lastMilliseconds
        self.order = order
    }

    package static func < (left: Acquaintance, right: Acquaintance) -> Bool {
        if left.strength != right.strength { return left.strength > right.strength }
        let (one, other) = (left.lastMilliseconds ?? 0, right.lastMilliseconds ?? 0)
        return one == other ? left.order < right.order : one > other
    }
}
