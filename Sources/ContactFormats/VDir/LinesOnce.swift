import ChangeLog
import ContactModel

/// Lines of properties that a card has once; Apple's label is once in its group.
struct LinesOnce {
    private var linesByKey: [String: [CardLine]] = [:]

    /// Properties of which most cards have one; others may have several.
    private static let usuallyOnce: Set<String> = ["ORG", "TITLE", "ROLE"]

    /// - Parameter lines: In the order of the card; others than those of such properties are passed over.
    init(_ lines: [CardLine]) {
        for line in lines { note(line) }
    }

    /// Takes the lines that were written since a file was mirrored: a title is the only one then, when it
    /// was written by hand into a card that had none.
    init(new lines: [CardLine]) {
        self.init(lines)
        for line in lines {
            let name = ContentLine(raw: line.raw).name
            guard Self.usuallyOnce.contains(name), line.element == .onlyLine(of: name) else {
                continue
            }
            linesByKey[name] = [line]
        }
    }

    /// Takes a line behind the others.
    mutating func note(_ line: CardLine) {
        guard let key = Self.key(of: line.raw) else { return }
        linesByKey[key, default: []].append(line)
    }

    /// The first line of the property of another one; nil when there is none, or a card may have several.
    func line(like raw: [UInt8]) -> CardLine? {
        linesByKey[Self.key(of: raw) ?? ContentLine(raw: raw).name]?.first
    }

    /// Takes a line out.
    mutating func take(_ line: CardLine) {
        let key = Self.key(of: line.raw) ?? ContentLine(raw: line.raw).name
        linesByKey[key]?.removeAll { $0.element == line.element }
    }

    private static func key(of raw: [UInt8]) -> String? {
        let line = ContentLine(raw: raw)
        if line.name == "X-ABLABEL", let group = line.group {
            return group.lowercased() + "." + line.name
        }
        return OncePerCard.properties.contains(line.name) ? line.name : nil
    }
}
