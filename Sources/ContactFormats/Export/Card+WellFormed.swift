package import ContactModel

/// Members of a team write the lines and frames of its cards: what they write must not end a card,
/// begin another, or run into the next line of somebody's export.
extension Card {
    /// The card such that its bytes are one card with these lines.
    ///
    /// What a reader of files made is that already, and stays byte for byte. Of any other card the
    /// frame becomes the usual one, physical lines that stand alone become folds, and a line that
    /// begins or ends cards gets a name.
    ///
    /// - Complexity: O(bytes).
    package var wellFormed: Card {
        guard !isPlain, !readsAsItself else { return self }
        let terminator = terminator
        var card = Card(
            entity: entity, kind: kind, frame: nil,
            lines: lines.map {
                CardLine(
                    element: $0.element, place: $0.place,
                    raw: PlainLine(of: $0.raw, terminator: terminator).bytes)
            })
        card.versionByElement = versionByElement
        return card
    }

    /// Whether it is seen at a glance that nothing is strange: so nearly every card is.
    private var isPlain: Bool {
        if let frame, !frame.isPlain { return false }
        return lines.allSatisfy { PlainLine.isPlain($0.raw) }
    }

    /// Whether the reader of files finds one card with just these lines in its bytes.
    private var readsAsItself: Bool {
        let (cards, problems) = VCardReader.read(bytes)
        guard cards.count == 1, let card = cards.first, problems.isEmpty else { return false }
        let isClosed = !card.diagnostics.contains {
            $0.problem == .missingEnd || $0.problem == .cutOff
        }
        return isClosed == !effectiveFrame.end.isEmpty && card.lines == lines.map(\.raw)
    }
}

extension CardFrame {
    /// Whether it is `BEGIN:VCARD` and `END:VCARD`, with nothing but line ends around them.
    fileprivate var isPlain: Bool {
        var begin = begin[...]
        if begin.starts(with: [0xEF, 0xBB, 0xBF]) { begin = begin.dropFirst(3) }
        return Self.isMarker(begin, "BEGIN:VCARD") && Self.isMarker(end[...], "END:VCARD")
    }

    private static func isMarker(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        let word = Array("\(word)".utf8)
        let rest = bytes.dropFirst(word.count)
        return bytes.count > word.count && zip(bytes, word).allSatisfy { $0.upperCased == $1 }
            && rest.allSatisfy(\.isLineBreak)
    }
}

/// A content line that cannot be taken for anything else.
private struct PlainLine {
    private(set) var bytes: [UInt8] = []

    /// Whether a line has a terminator, goes on in folds and blank lines only, and is no marker.
    static func isPlain(_ raw: [UInt8]) -> Bool {
        guard let first = raw.first, !first.isLineBreak, !first.isFoldMark,
            let last = raw.last, last.isLineBreak, !isMarker(raw)
        else { return false }
        var isAfterBreak = false
        for byte in raw {
            if isAfterBreak, !byte.isFoldMark, !byte.isLineBreak { return false }
            isAfterBreak = byte.isLineBreak
        }
        return true
    }

    /// Makes a line plain, with all that it says.
    init(of raw: [UInt8], terminator: [UInt8]) {
        guard !Self.isPlain(raw) else {
            bytes = raw
            return
        }
        var isAfterBreak = true
        let isMarker = Self.isMarker(Array(raw.drop { $0.isLineBreak }.prefix(16)))
        for byte in raw {
            if isAfterBreak, !byte.isLineBreak {
                if bytes.isEmpty, byte.isFoldMark || isMarker {
                    bytes += Array("X-UNREADABLE:".utf8)
                } else if !bytes.isEmpty, !byte.isFoldMark {
                    bytes.append(0x20)
                }
            }
            isAfterBreak = byte.isLineBreak
            if !bytes.isEmpty || !byte.isLineBreak { bytes.append(byte) }
        }
        if !bytes.isEmpty, !isAfterBreak { bytes += terminator }
    }

    /// Whether its first bytes are those of a line that begins or ends a card or what is in one.
    private static func isMarker(_ raw: [UInt8]) -> Bool {
        switch raw.first?.upperCased {
        case UInt8(ascii: "B"): raw.count >= 6 && zip(raw, "BEGIN:".utf8).allSatisfy(isSame)
        case UInt8(ascii: "E"): raw.count >= 4 && zip(raw, "END:".utf8).allSatisfy(isSame)
        default: false
        }
    }

    private static func isSame(_ pair: (UInt8, UInt8)) -> Bool { pair.0.upperCased == pair.1 }
}
