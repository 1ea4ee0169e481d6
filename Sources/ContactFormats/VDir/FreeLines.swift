import ChangeLog
import ContactModel

/// Lines of a card that are no line of a file yet, looked for by what they say.
///
/// - Complexity: A look takes as long as there are lines of the same key, see
///   ``ContentLine/samenessKey(_:)``: a file of another program may have thousands.
struct FreeLines {
    /// In the order of the card, the first one last.
    private var linesByKey: [[UInt8]: [CardLine]] = [:]

    init(_ lines: [CardLine]) {
        for line in lines.reversed() {
            linesByKey[ContentLine.samenessKey(line.raw), default: []].append(line)
        }
    }

    /// Takes the first line that says the same; nil when there is none.
    mutating func take(sayingTheSameAs raw: [UInt8]) -> CardLine? {
        let key = ContentLine.samenessKey(raw)
        guard let lines = linesByKey[key],
            let index = lines.lastIndex(where: { ContentLine.saysTheSame($0.raw, raw) })
        else { return nil }
        return linesByKey[key]?.remove(at: index)
    }

    /// Takes a line that is another's now.
    mutating func take(_ line: CardLine) {
        linesByKey[ContentLine.samenessKey(line.raw)]?.removeAll { $0.element == line.element }
    }
}
