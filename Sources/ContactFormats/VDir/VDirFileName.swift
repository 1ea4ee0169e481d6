package import ChangeLog

/// Names of the files of a vdir.
package enum VDirFileName {
    /// Whether a file of that name is an item: not hidden, not temporary, and a vCard.
    package static func isItem(_ name: String) -> Bool {
        !name.hasPrefix(".") && name.lowercased().hasSuffix(".vcf") && name.utf8.count > 4
    }

    /// The name for a new file: the UID when every file system takes it, else the id of the person.
    ///
    /// - Parameters:
    ///   - uid: The `UID` of the card; a `urn:uuid:` before it is left out.
    ///   - entity: Who it is.
    ///   - isTaken: Whether a name is in use.
    /// - Returns: A name that is free.
    package static func name(
        uid: String?, entity: EntityID, isTaken: (String) -> Bool
    ) -> String {
        let hash = entity.description
        var candidates = [hash + ".vcf"]
        if let stem = uid.map(stem), isSafe(stem) { candidates.insert(stem + ".vcf", at: 0) }
        if let free = candidates.first(where: { !isTaken($0) }) { return free }
        var number = 2
        while isTaken("\(hash)-\(number).vcf") { number += 1 }
        return "\(hash)-\(number).vcf"
    }

    private static func stem(_ uid: String) -> String {
        let prefix = "urn:uuid:"
        return uid.lowercased().hasPrefix(prefix) ? String(uid.dropFirst(prefix.count)) : uid
    }

    private static func isSafe(_ stem: String) -> Bool {
        guard let first = stem.utf8.first, stem.utf8.count <= 100 else { return false }
        return first != UInt8(ascii: ".") && first != UInt8(ascii: "-")
            && stem.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
