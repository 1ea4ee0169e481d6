/// A QR code of bytes: byte mode, error correction level M, versions 1 to 20 (ISO/IEC 18004).
package struct QRCode: Hashable, Sendable {
    /// Modules along a side, without the quiet zone.
    package let size: Int
    /// Row by row; true is dark.
    package let modules: [Bool]
    package let version: Int
    /// Which of the eight masks was the calmest.
    package let mask: Int

    /// As many light modules as a reader needs around the code.
    package static let quietZone = 4
    /// The longest text that fits.
    package static let maximumBytes = capacity(ofVersion: largestVersion)

    private static let largestVersion = 20

    /// Encodes bytes in the smallest version they fit in.
    ///
    /// - Parameters:
    ///   - bytes: At most ``maximumBytes``; nil is returned for more.
    ///   - mask: 0 to 7; the one with the least penalty unless given.
    package init?(_ bytes: [UInt8], mask: Int? = nil) {
        guard
            let version = (1...Self.largestVersion).first(where: {
                bytes.count <= Self.capacity(ofVersion: $0)
            })
        else { return nil }
        let layout = QRLayout(version: version)
        let codewords = QRCodewords.interleaved(bytes, layout)
        var plain = QRGrid(version: version)
        plain.drawFunctionPatterns()
        plain.place(codewords)
        var best: (grid: QRGrid, mask: Int, penalty: Int)?
        for candidate in mask.map({ [$0] }) ?? Array(0..<8) {
            var grid = plain
            grid.apply(mask: candidate)
            grid.drawFormat(mask: candidate)
            let penalty = grid.penalty
            if penalty < best?.penalty ?? Int.max { best = (grid, candidate, penalty) }
        }
        guard let best else { return nil }
        self.version = version
        self.mask = best.mask
        size = best.grid.size
        modules = best.grid.modules
    }

    /// Whether a module is dark; outside the code all are light.
    package func isDark(_ x: Int, _ y: Int) -> Bool {
        (0..<size).contains(x) && (0..<size).contains(y) && modules[y * size + x]
    }

    private static func capacity(ofVersion version: Int) -> Int {
        let header = version < 10 ? 12 : 20
        return (QRLayout(version: version).dataCodewords * 8 - header) / 8
    }
}

/// How the codewords of a version divide into blocks at level M.
package struct QRLayout: Hashable, Sendable {
    package let version: Int
    package let blocks: Int
    package let correctionPerBlock: Int
    package let totalCodewords: Int

    // ISO/IEC 18004:2015, table 9, level M.
    private static let corrections = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
    ]
    private static let blockCounts = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
    ]

    /// The layout of a version from 1 to 20.
    package init(version: Int) {
        let index = min(max(version, 1), Self.corrections.count) - 1
        self.version = index + 1
        blocks = Self.blockCounts[index]
        correctionPerBlock = Self.corrections[index]
        totalCodewords = QRGrid.dataModules(ofVersion: index + 1) / 8
    }

    /// The number of codewords left for data.
    package var dataCodewords: Int { totalCodewords - blocks * correctionPerBlock }
}
