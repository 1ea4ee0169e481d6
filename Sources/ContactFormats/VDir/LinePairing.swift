import ContactModel

/// Which line of a newer text was which line of the older one.
struct LinePairing {
    /// The older line of each newer one.
    private(set) var oldByNew: [Int: Int] = [:]
    private var usedOld: Set<Int> = []
    private let old: [[UInt8]]
    private let new: [[UInt8]]

    /// Pairs the lines: by bytes, by what they say, by property and value, by everything before
    /// the value, then by property in order.
    ///
    /// - Complexity: O(bytes) for texts whose lines mostly stay as they are.
    init(old: [[UInt8]], new: [[UInt8]]) {
        self.old = old
        self.new = new
        pair { $0 }
        pair { ContentLine.unfolded($0) }
        pair(Self.nameAndValue)
        pair(Self.head)
        pair { Array(Self.name(of: $0).utf8) }
    }

    /// The older lines that are in no pair, in order.
    var unpairedOld: [Int] { old.indices.filter { !usedOld.contains($0) } }

    private mutating func pair(_ key: ([UInt8]) -> [UInt8]) {
        guard oldByNew.count < new.count, usedOld.count < old.count else { return }
        var waiting: [[UInt8]: [Int]] = [:]
        for index in old.indices.reversed() where !usedOld.contains(index) {
            waiting[key(old[index]), default: []].append(index)
        }
        for index in new.indices where oldByNew[index] == nil {
            guard let match = waiting[key(new[index])]?.popLast() else { continue }
            oldByNew[index] = match
            usedOld.insert(match)
        }
    }

    private static func name(of raw: [UInt8]) -> String {
        let line = ContentLine(raw: raw)
        // Lines without a name are only ever the same by their bytes.
        guard !line.isOpaque else { return String(decoding: raw, as: UTF8.self) }
        return line.group.map { $0.lowercased() + "." + line.name } ?? line.name
    }

    private static func nameAndValue(_ raw: [UInt8]) -> [UInt8] {
        Array((name(of: raw) + ":" + ContentLine(raw: raw).text.lowercased()).utf8)
    }

    private static func head(_ raw: [UInt8]) -> [UInt8] {
        let line = ContentLine(raw: raw)
        let parameters = line.parameters.flatMap { parameter in
            parameter.values.map { parameter.name + "=" + $0.lowercased() }
        }
        return Array(([name(of: raw)] + parameters.sorted()).joined(separator: ";").utf8)
    }
}
