/// The text before and after a card's lines (CARD-2).
package struct CardFrame: Hashable, Sendable {
    /// Up to and including `BEGIN:VCARD` and its terminator; the first card's also holds a BOM or
    /// other preamble of the file.
    package var begin: [UInt8]
    /// From `END:VCARD` to the next card; empty when the file broke off.
    package var end: [UInt8]

    package init(begin: [UInt8], end: [UInt8]) {
        self.begin = begin
        self.end = end
    }

    /// The frame every program writes, with that line terminator.
    package static func usual(terminator: [UInt8]) -> CardFrame {
        CardFrame(
            begin: Array("BEGIN:VCARD".utf8) + terminator,
            end: Array("END:VCARD".utf8) + terminator)
    }

    /// Reads the value of a `frame` cell; nil when the length of the first part is not believable.
    package init?(value: [UInt8]) {
        guard let (length, byteCount) = Varint.read(value),
            let beginCount = Int(exactly: length), beginCount <= value.count - byteCount
        else { return nil }
        begin = Array(value[byteCount..<(byteCount + beginCount)])
        end = Array(value[(byteCount + beginCount)...])
    }

    /// The value of its `frame` cell: a varint length of the first part, then both parts.
    package var value: [UInt8] {
        var bytes: [UInt8] = []
        Varint.append(UInt64(begin.count), to: &bytes)
        return bytes + begin + end
    }
}
