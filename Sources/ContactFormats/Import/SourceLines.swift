import ContactModel

/// The lines of a small text file, each with its number from 1.
struct SourceLines {
    let lines: [(number: Int, text: String)]
    /// Told when the text is not UTF-8.
    let problems: [ImportDiagnostic]

    /// Cuts the text at LF, CRLF and CR.
    init(_ bytes: [UInt8]) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var lines: [(number: Int, text: String)] = []
        var physical = PhysicalLines()
        var firstForeign: Int?
        let take: (PhysicalLines.Line) -> Void = { line in
            let content = line.bytes.prefix { !$0.isLineBreak }
            if firstForeign == nil, !TextCharset.isUTF8(content) { firstForeign = line.number }
            lines.append((line.number, CardDraft.clean(TextCharset.utf8.decode(content))))
        }
        physical.feed(text[...], take)
        physical.finish(take)
        self.lines = lines
        problems =
            firstForeign.map {
                [ImportDiagnostic(line: $0, problem: .source(.convertedFromWindows1252))]
            } ?? []
    }
}
