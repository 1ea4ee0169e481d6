import ChangeLog
import ContactModel

/// Lines of properties that a card has once; Apple's label is once in its group.
struct LinesOnce {
    private var linesByKey: [String: [CardLine]] = [:]

    /// - Parameter lines: In the order of the card; others than those of such properties are passed over.
    init(_ lines: [CardLine]) {
        for line in lines { note(line) }
    }

    /// Takes a line behind the others.
    mutating func note(_ line: CardLine) {
        guard let key = Self.key(of: line.raw) else { return }
        linesByKey[key, default: []].append(line)
    }

    /// The first line of the property of another one; nil when there is none, or a card may have several.
    func line(like raw: [UInt8]) -> CardLine? {
        Self.key(of: raw).flatMap { linesByKey[$0]?.first }
    }

    /// Takes a line out.
    mutating func take(_ line: CardLine) {
        guard let key = Self.key(of: line.raw) else { return }
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
