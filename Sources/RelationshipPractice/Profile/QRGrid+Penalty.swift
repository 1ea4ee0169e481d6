extension QRGrid {
    /// How hard a code is to read, by the four rules of ISO/IEC 18004, 7.8.3.
    var penalty: Int {
        var sum = 0
        for line in 0..<size {
            let row = (0..<size).map { self[$0, line] }
            let column = (0..<size).map { self[line, $0] }
            sum += Self.runs(row) + Self.runs(column)
            sum += Self.finders(row) + Self.finders(column)
        }
        return sum + squares + imbalance
    }

    /// Five and more alike in a row.
    private static func runs(_ line: [Bool]) -> Int {
        var sum = 0
        var length = 0
        var last: Bool?
        for module in line + [nil] {
            if module == last {
                length += 1
                continue
            }
            if length >= 5 { sum += length - 2 }
            last = module
            length = 1
        }
        return sum
    }

    /// The penalty for patterns like a finder's, with four light modules on a side.
    private static func finders(_ line: [Bool]) -> Int {
        let core = [true, false, true, true, true, false, true]
        let light = [false, false, false, false]
        var sum = 0
        for start in 0..<max(line.count - 10, 0) {
            let window = Array(line[start..<start + 11])
            if window == core + light || window == light + core { sum += 40 }
        }
        return sum
    }

    /// Squares of two by two alike.
    private var squares: Int {
        var sum = 0
        for y in 0..<size - 1 {
            for x in 0..<size - 1 {
                let module = self[x, y]
                if module == self[x + 1, y], module == self[x, y + 1],
                    module == self[x + 1, y + 1]
                {
                    sum += 3
                }
            }
        }
        return sum
    }

    /// How far from half the modules are dark.
    private var imbalance: Int {
        let dark = modules.count { $0 }
        return abs(dark * 20 - modules.count * 10) / modules.count * 10
    }
}
