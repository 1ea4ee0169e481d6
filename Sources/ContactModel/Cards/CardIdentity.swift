package import ChangeLog

/// Ids that two machines derive alike from the same card, so that both importing it makes one.
package enum CardIdentity {
    /// The entity of a card with that `UID`; the `urn:uuid:` prefix is part of it.
    package static func entity(uid: [UInt8], using digest: DigestFunction) -> EntityID {
        EntityID(derivedFrom: digest(Array("kith card uid".utf8) + uid))
    }

    /// The entity of a card without `UID`.
    package static func entity(content: ContentDigest) -> EntityID {
        EntityID(derivedFrom: content)
    }

    /// The entity of a later card with a `UID` that its file used before for other content.
    package static func entity(
        repeatedUID uid: [UInt8], content: ContentDigest, using digest: DigestFunction
    ) -> EntityID {
        EntityID(derivedFrom: digest(Array("kith card uid".utf8) + uid + [0] + content.bytes))
    }

    /// The digest of a card's unfolded lines in any order, but `PRODID` and `REV` (CARD-6).
    package static func content(
        of unfoldedLines: [[UInt8]], using digest: DigestFunction
    ) -> ContentDigest {
        var input = Array("kith card content".utf8)
        for line in unfoldedLines.sorted(by: { $0.lexicographicallyPrecedes($1) })
        where !isTransient(line) {
            input.append(contentsOf: line)
            input.append(.lineFeed)
        }
        return digest(input)
    }

    private static func isTransient(_ unfolded: [UInt8]) -> Bool {
        let name = unfolded.prefix { $0 != .colon && $0 != .semicolon }
        return transientNames.contains { $0.elementsEqual(name.lazy.map(\.upperCased)) }
    }

    private static let transientNames = [Array("REV".utf8), Array("PRODID".utf8)]

    /// The element of a line that came by import.
    ///
    /// - Parameters:
    ///   - unfolded: The line without folds and terminator.
    ///   - occurrence: How many equal lines the card has before it.
    ///   - digest: SHA-256.
    /// - Returns: The same id on every machine for the same line.
    package static func element(
        unfolded: [UInt8], occurrence: UInt32, using digest: DigestFunction
    ) -> ElementID {
        var input = Array("kith line".utf8)
        input.reserveCapacity(input.count + unfolded.count + 4)
        input.append(contentsOf: unfolded)
        for shift in stride(from: 24, through: 0, by: -8) {
            input.append(UInt8(truncatingIfNeeded: occurrence >> UInt32(shift)))
        }
        return ElementID(derivedFrom: digest(input))
    }

    /// Whether an import gave the element to one of the first few equal lines of a card.
    ///
    /// The first of two equal lines may have been removed since, so the second is now the first.
    ///
    /// - Parameters:
    ///   - element: Of the line.
    ///   - unfolded: The line as it is now.
    ///   - digest: SHA-256.
    /// - Returns: False for a line that was written or edited by hand.
    package static func isImported(
        _ element: ElementID, _ unfolded: [UInt8], using digest: DigestFunction
    ) -> Bool {
        (0..<4).contains { occurrence in
            element == Self.element(unfolded: unfolded, occurrence: occurrence, using: digest)
        }
    }

    /// The elements of a card's lines, in their order (CARD-5).
    package static func elements(
        of unfoldedLines: [[UInt8]], using digest: DigestFunction
    ) -> [ElementID] {
        // Counted by the id of the first occurrence, which is cheaper to hash than the line.
        var occurrences: [ElementID: UInt32] = [:]
        return unfoldedLines.map { line in
            let first = element(unfolded: line, occurrence: 0, using: digest)
            let occurrence = occurrences[first, default: 0]
            occurrences[first] = occurrence &+ 1
            guard occurrence > 0 else { return first }
            return element(unfolded: line, occurrence: occurrence, using: digest)
        }
    }
}

extension ElementID {
    /// The element of a property that a card has once, when it was written by hand (CARD-11).
    ///
    /// FNV-1a with 128 bits over the upper-case name: known without a digest, and no line that
    /// came by import has it.
    package static func onlyLine(of name: String) -> ElementID {
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for byte in name.utf8 {
            hash ^= UInt128(byte.upperCased)
            hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
        return ElementID(value: hash)
    }
}
