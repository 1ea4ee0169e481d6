/// The tags of one `CATEGORIES` line, with the bytes of each so that an edit keeps the others.
struct TagList {
    /// One tag as text and as it stands in the line.
    struct Entry {
        let tag: String
        let raw: ArraySlice<UInt8>
    }

    let entries: [Entry]
    /// What separates them: an escaped comma in lines of the Thunderbird add-on.
    let separator: [UInt8]

    /// Reads a line; a list whose commas are all escaped is a list all the same.
    init(_ line: ContentLine) {
        let value = line.rawValue[...]
        let parts = ContentLine.split(value, at: .comma)
        if parts.count == 1, let escaped = Self.splitAtEscapedCommas(value), escaped.count > 1 {
            separator = [.backslash, .comma]
            entries = Self.entries(escaped, line)
        } else {
            separator = [.comma]
            entries = Self.entries(parts, line)
        }
    }

    private static func entries(_ parts: [ArraySlice<UInt8>], _ line: ContentLine) -> [Entry] {
        parts.map { Entry(tag: line.decode($0).trimmed, raw: $0) }.filter { !$0.tag.isEmpty }
    }

    private static func splitAtEscapedCommas(_ value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard value.contains(.backslash) else { return nil }
        var parts: [ArraySlice<UInt8>] = []
        var start = value.startIndex
        for index in value.indices.dropLast()
        where value[index] == .backslash && value[index + 1] == .comma {
            parts.append(value[start..<index])
            start = index + 2
        }
        parts.append(value[start...])
        return parts
    }
}
