/// The modules of a QR code while it is drawn.
struct QRGrid: Hashable, Sendable {
    let version: Int
    let size: Int
    private(set) var modules: [Bool]
    /// Modules that carry no data and that no mask turns.
    private var isFunction: [Bool]

    init(version: Int) {
        self.version = version
        size = version * 4 + 17
        modules = [Bool](repeating: false, count: size * size)
        isFunction = modules
    }

    subscript(x: Int, y: Int) -> Bool { modules[y * size + x] }

    /// How many modules of a version carry codewords.
    static func dataModules(ofVersion version: Int) -> Int {
        var count = (16 * version + 128) * version + 64
        if version >= 2 {
            let alignments = version / 7 + 2
            count -= (25 * alignments - 10) * alignments - 55
            if version >= 7 { count -= 36 }
        }
        return count
    }

    /// The centres of the alignment patterns along a side (ISO/IEC 18004, annex E).
    static func alignments(ofVersion version: Int) -> [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        let last = version * 4 + 10
        return [6] + (0..<count - 1).map { last - $0 * step }.reversed()
    }

    /// Draws finders, timing, alignment, version, and keeps room for the format.
    mutating func drawFunctionPatterns() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
        let centres = Self.alignments(ofVersion: version)
        for x in centres {
            for y in centres where !isCorner(x, y) {
                drawRings(x, y, radius: 2) { $0 != 1 }
            }
        }
        drawFormat(mask: 0)
        drawVersion()
    }

    private func isCorner(_ x: Int, _ y: Int) -> Bool {
        let last = size - 7
        return x == 6 && y == 6 || x == last && y == 6 || x == 6 && y == last
    }

    private mutating func drawFinder(_ x: Int, _ y: Int) {
        drawRings(x, y, radius: 4) { $0 != 2 && $0 != 4 }
    }

    private mutating func drawRings(
        _ x: Int, _ y: Int, radius: Int, isDark: (Int) -> Bool
    ) {
        for dy in -radius...radius {
            for dx in -radius...radius {
                let (column, row) = (x + dx, y + dy)
                guard (0..<size).contains(column), (0..<size).contains(row) else { continue }
                set(column, row, isDark(max(abs(dx), abs(dy))))
            }
        }
    }

    /// The 15 bits that tell level M and the mask (ISO/IEC 18004, annex C).
    static func formatBits(mask: Int) -> Int {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        return (mask << 10 | rest) ^ 0x5412
    }

    /// The 18 bits that tell a version of 7 and more (ISO/IEC 18004, annex D).
    static func versionBits(_ version: Int) -> Int {
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        return version << 12 | rest
    }

    /// Draws both copies of the format.
    mutating func drawFormat(mask: Int) {
        let bits = Self.formatBits(mask: mask)
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0..<6 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
        set(8, size - 8, true)
    }

    private mutating func drawVersion() {
        guard version >= 7 else { return }
        let bits = Self.versionBits(version)
        for index in 0..<18 {
            let (long, short) = (size - 11 + index % 3, index / 3)
            set(long, short, bits >> index & 1 == 1)
            set(short, long, bits >> index & 1 == 1)
        }
    }

    /// Places codewords in two-column strokes, upwards and downwards by turns.
    mutating func place(_ codewords: [UInt8]) {
        var index = 0
        for stroke in 0..<(size - 1) / 2 {
            var right = size - 1 - stroke * 2
            if right <= 6 { right -= 1 }
            let isUpward = stroke % 2 == 0
            for step in 0..<size {
                let y = isUpward ? size - 1 - step : step
                for x in [right, right - 1] where !isFunction[y * size + x] {
                    guard index < codewords.count * 8 else { return }
                    let byte = codewords[index / 8]
                    modules[y * size + x] = byte >> UInt8(7 - index % 8) & 1 == 1
                    index += 1
                }
            }
        }
    }

    /// Turns the data modules that a mask names.
    mutating func apply(mask: Int) {
        for y in 0..<size {
            for x in 0..<size where !isFunction[y * size + x] {
                if Self.isTurned(x, y, mask: mask) { modules[y * size + x].toggle() }
            }
        }
    }

    private static func isTurned(_ x: Int, _ y: Int, mask: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        modules[y * size + x] = isDark
        isFunction[y * size + x] = true
    }
}
