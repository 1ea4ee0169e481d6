/// From bytes to the codewords of a QR code: header, padding, error correction, interleaving.
package enum QRCodewords {
    /// The codewords in the order in which they are placed.
    package static func interleaved(_ bytes: [UInt8], _ layout: QRLayout) -> [UInt8] {
        let data = data(bytes, layout)
        let divisor = divisor(ofDegree: layout.correctionPerBlock)
        let short = layout.dataCodewords / layout.blocks
        let longBlocks = layout.dataCodewords % layout.blocks
        var blocks: [(data: [UInt8], correction: [UInt8])] = []
        var rest = data[...]
        for index in 0..<layout.blocks {
            let length = short + (index >= layout.blocks - longBlocks ? 1 : 0)
            let block = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            blocks.append((block, remainder(of: block, divisor)))
        }
        var result: [UInt8] = []
        for index in 0...short {
            result += blocks.compactMap { index < $0.data.count ? $0.data[index] : nil }
        }
        for index in 0..<layout.correctionPerBlock {
            result += blocks.map { $0.correction[index] }
        }
        return result
    }

    /// Mode, length, bytes, terminator and padding.
    static func data(_ bytes: [UInt8], _ layout: QRLayout) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for shift in stride(from: count - 1, through: 0, by: -1) {
                bits.append(value >> shift & 1 == 1)
            }
        }
        append(0b0100, 4)
        append(bytes.count, layout.version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        let room = layout.dataCodewords * 8
        append(0, min(4, room - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var isFirst = true
        while bits.count < room {
            append(isFirst ? 0xEC : 0x11, 8)
            isFirst.toggle()
        }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    /// The error correction codewords of a block: Reed–Solomon over GF(256) modulo 0x11D.
    package static func correction(of block: [UInt8], count: Int) -> [UInt8] {
        remainder(of: block, divisor(ofDegree: count))
    }

    private static func divisor(ofDegree degree: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                result[index] = multiply(result[index], root)
                if index + 1 < degree { result[index] ^= result[index + 1] }
            }
            root = multiply(root, 2)
        }
        return result
    }

    private static func remainder(of data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: divisor.count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in result.indices { result[index] ^= multiply(divisor[index], factor) }
        }
        return result
    }

    private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for shift in stride(from: 7, through: 0, by: -1) {
            product = product << 1 ^ (product >> 7) * 0x11D
            product ^= Int(right >> UInt8(shift) & 1) * Int(left)
        }
        return UInt8(truncatingIfNeeded: product)
    }
}
