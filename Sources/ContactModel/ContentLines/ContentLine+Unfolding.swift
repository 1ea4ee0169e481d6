extension ContentLine {
    /// The line without folds, terminator and blank lines: what its derived element id is made of.
    package static func unfolded(_ raw: [UInt8]) -> [UInt8] {
        let isFolded = raw.dropLast(2).contains(where: \.isLineBreak)
        guard isFolded else {
            let end = raw.firstIndex(where: \.isLineBreak) ?? raw.endIndex
            return Array(raw[..<end])
        }
        let line = ContentLine(raw: raw)
        return unfold(raw, from: 0, softBreaks: line.encoding == .quotedPrintable)
    }

    /// Joins the physical lines from an index on (CARD-4).
    ///
    /// A fold mark goes with its line break. A blank line goes. A soft break of quoted-printable
    /// goes with its `=`, and what follows it is content even when it is a space. Any other line,
    /// as in a nested card, is set off by a line feed.
    static func unfold(_ raw: [UInt8], from start: Int, softBreaks: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count - start)
        var index = start
        var isFirst = true
        while index < raw.count {
            let end = raw[index...].firstIndex(where: \.isLineBreak) ?? raw.endIndex
            var begin = index
            if !isFirst, end > index {
                if softBreaks, result.last == .equals {
                    result.removeLast()
                } else if raw[index].isFoldMark {
                    begin = index + 1
                } else if !softBreaks {
                    result.append(.lineFeed)
                }
            }
            result.append(contentsOf: raw[begin..<end])
            isFirst = false
            index = end
            if index < raw.count {
                let isPair =
                    raw[index] == .carriageReturn && index + 1 < raw.count
                    && raw[index + 1] == .lineFeed
                index += isPair ? 2 : 1
            }
        }
        return result
    }
}
