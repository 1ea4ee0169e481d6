/// The tags of one `CATEGORIES` line, with the bytes of each so that an edit keeps the others.
package struct TagList {
    /// One tag as text and as it stands in the line.
    struct Entry {
        let tag: String
        let raw: ArraySlice<UInt8>
    }

    let entries: [Entry]

    /// The tags alone, in the order of the line.
    package var tags: [String] { entries.map(\.tag) }

    /// The separator of the tags: an escaped comma in lines of the Thunderbird add-on.
    let separator: [UInt8]

    /// Reads a line; a list whose commas are all escaped is a list all the same, unless the line says
    /// `VALUE=text`, as kith writes it on a line of one tag that has a comma.
    package init(_ line: ContentLine) {
        let value = line.rawValue[...]
        let parts = ContentLine.split(value, at: .comma)
        if parts.count == 1, line.firstValue(of: "VALUE") != "TEXT",
            let escaped = Self.splitAtEscapedCommas(value), escaped.count > 1
        {
            separator = [.backslash, .comma]
            entries = Self.entries(escaped, line)
        } else {
            separator = [.comma]
            entries = Self.entries(parts, line)
        }
    }

    /// The parameters that a line of these tags needs, so that a tag with a comma stays one.
    ///
    /// - Parameter tags: All of the line.
    /// - Returns: A parameter with the semicolon before it, or nothing.
    package static func parameters(of tags: [String]) -> String {
        tags.count == 1 && tags.contains { $0.contains(",") } ? ";VALUE=text" : ""
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
