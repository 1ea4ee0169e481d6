import ContactModel

/// Whether a physical line begins or ends a card.
enum Marker {
    case begin
    case end

    /// Reads `BEGIN:VCARD` and `END:VCARD` in any case, with white space behind them.
    init?(_ bytes: [UInt8], skippingBOM: Bool) {
        var rest = bytes[...]
        if skippingBOM, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        switch rest.first?.upperCased {
        case UInt8(ascii: "B") where Self.matches(rest, "BEGIN:VCARD"): self = .begin
        case UInt8(ascii: "E") where Self.matches(rest, "END:VCARD"): self = .end
        default: return nil
        }
    }

    /// The end of a card and the beginning of the next, where both stand in one line: what files become
    /// that are put together and of which the first had no last line break; nil of any other line.
    static func parted(_ line: PhysicalLines.Line) -> [PhysicalLines.Line]? {
        let end = "END:VCARD".utf8.count
        guard line.bytes.first?.upperCased == UInt8(ascii: "E"), line.bytes.count > end,
            line.excess == 0, Marker(Array(line.bytes.prefix(end)), skippingBOM: false) == .end
        else { return nil }
        let rest = Array(line.bytes.dropFirst(end).drop { $0.isFoldMark })
        guard Marker(rest, skippingBOM: true) == .begin else { return nil }
        return [Array(line.bytes.dropLast(rest.count)), rest].map {
            PhysicalLines.Line(bytes: $0, number: line.number, excess: 0)
        }
    }

    private static func matches(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        let wanted = Array("\(word)".utf8)
        guard bytes.count >= wanted.count, bytes.count <= wanted.count + 16 else { return false }
        return zip(bytes, wanted).allSatisfy { $0.upperCased == $1 }
            && bytes.dropFirst(wanted.count).allSatisfy { $0.isFoldMark || $0.isLineBreak }
    }
}

/// A content line of which more physical lines may follow.
struct OpenLine {
    private(set) var bytes: [UInt8] = []
    /// Bytes that did not fit; the line is refused then.
    private(set) var excess = 0
    private(set) var firstNumber = 0
    var lastNumber = 0
    /// How many nested cards are open.
    private var depth = 0
    private var last: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    /// The name of the property; "a line" for an unreadable one.
    var property: String {
        let name = ContentLine(raw: Array(bytes.prefix(4096))).name
        return name.isEmpty ? "a line" : name
    }

    /// Begins with a physical line.
    mutating func start(_ physical: PhysicalLines.Line) {
        bytes = physical.bytes
        last = physical.bytes
        excess = physical.excess
        firstNumber = physical.number
        lastNumber = physical.number
        depth = 0
    }

    /// Goes on with a physical line that ``goesOn(with:_:)`` accepted.
    mutating func append(_ physical: PhysicalLines.Line, _ marker: Marker?) {
        if marker == .begin { depth += 1 }
        if marker == .end { depth -= 1 }
        if bytes.count + physical.bytes.count <= CardLimits.maximumLineBytes, excess == 0 {
            bytes += physical.bytes
        } else {
            excess += physical.bytes.count
        }
        excess += physical.excess
        last = physical.bytes
        lastNumber = physical.number
    }

    /// Whether a physical line belongs to this content line.
    func goesOn(with physical: PhysicalLines.Line, _ marker: Marker?) -> Bool {
        if marker == .begin { return isAgent(depth == 0 ? bytes : last) }
        if depth > 0 { return true }
        if marker == .end { return false }
        guard let first = physical.bytes.first else { return true }
        if first.isFoldMark || first.isLineBreak { return true }
        if endsInSoftBreak { return encoding == .quotedPrintable }
        let isBlankBefore = last.allSatisfy(\.isLineBreak)
        let hasColon = physical.bytes.contains(UInt8(ascii: ":"))
        return !isBlankBefore && !hasColon && encoding == .base64
    }

    private var encoding: ContentLine.Encoding {
        ContentLine(raw: Array(bytes.prefix(4096))).encoding
    }

    private var endsInSoftBreak: Bool {
        last.last { !$0.isLineBreak } == UInt8(ascii: "=")
    }

    /// `AGENT:` without a value: a card follows that is nested in this one (2.1).
    private func isAgent(_ bytes: [UInt8]) -> Bool {
        guard bytes.count < 256, bytes.contains(UInt8(ascii: ":")) else { return false }
        let line = ContentLine(raw: bytes)
        return line.name == "AGENT" && line.text.trimmed.isEmpty
    }
}
