import Testing

@testable import RelationshipPractice

@Suite struct QRCodeTests {
    @Test func `Error correction is that of the example of ISO 18004, annex I`() {
        let data: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
            0xEC, 0x11,
        ]
        let correction: [UInt8] = [
            0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
        ]
        #expect(QRCodewords.correction(of: data, count: 10) == correction)
    }

    @Test func `Format and version bits are those of ISO 18004, annexes C and D`() {
        #expect(QRGrid.formatBits(mask: 5) == 0b100000011001110)
        #expect(QRGrid.versionBits(7) == 0b000111110010010100)
    }

    @Test func `Alignment patterns stand where ISO 18004, annex E, has them`() {
        #expect(QRGrid.alignments(ofVersion: 1) == [])
        #expect(QRGrid.alignments(ofVersion: 2) == [6, 18])
        #expect(QRGrid.alignments(ofVersion: 7) == [6, 22, 38])
        #expect(QRGrid.alignments(ofVersion: 14) == [6, 26, 46, 66])
        #expect(QRGrid.alignments(ofVersion: 20) == [6, 34, 62, 90])
    }

    /// Bytes that fit at level M, table 7 of ISO 18004.
    @Test(arguments: [(1, 14), (2, 26), (6, 106), (9, 180), (10, 213), (15, 412), (20, 666)])
    func `A version takes as many bytes as the standard says`(version: Int, bytes: Int) throws {
        let full = try #require(QRCode([UInt8](repeating: 65, count: bytes), mask: 0))
        #expect(full.version == version)
        let more = QRCode([UInt8](repeating: 65, count: bytes + 1), mask: 0)
        #expect(more?.version ?? 21 == version + 1)
    }

    private func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(97 + $0 * 7 % 26) }
    }

    @Test func `A small code is module by module what other encoders draw`() throws {
        let code = try #require(QRCode(bytes(14), mask: 3))
        let rows = (0..<code.size).map { y in
            String((0..<code.size).map { code.isDark($0, y) ? "#" : "." })
        }
        #expect(
            rows == [
                "#######.#...#.#######",
                "#.....#.##..#.#.....#",
                "#.###.#.......#.###.#",
                "#.###.#.###...#.###.#",
                "#.###.#..#.#..#.###.#",
                "#.....#...#...#.....#",
                "#######.#.#.#.#######",
                "........##.##........",
                "#.##.###...##.#..#.##",
                ".#...#...#....#.#...#",
                "#...####.##...##.#.##",
                ".##....#.#.##..###...",
                "#.....#....##.##.....",
                "........#.#######.#..",
                "#######.####...####..",
                "#.....#.###..#.####.#",
                "#.###.#..####...#.##.",
                "#.###.#.##.##.#..#.#.",
                "#.###.#.#..##........",
                "#.....#...#.#####...#",
                "#######.###...#.#.#..",
            ])
    }

    /// FNV-1a over the modules as python-qrcode 8 draws them.
    @Test(
        arguments: [
            (107, 1, 7, 0xb6ed_928f_7e27_7474), (213, 5, 10, 0xc5ad_242f_83f6_26bb),
            (666, 6, 20, 0x6006_98d0_a4ef_5c47),
        ] as [(Int, Int, Int, UInt64)])
    func `Large codes are what other encoders draw`(
        count: Int, mask: Int, version: Int, hash: UInt64
    ) throws {
        let code = try #require(QRCode(bytes(count), mask: mask))
        #expect(code.version == version)
        let found = code.modules.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ ($1 ? 1 : 0)) &* 0x100_0000_01b3
        }
        #expect(found == hash)
    }

    @Test func `A code as a picture keeps the quiet zone and escapes its title`() throws {
        let code = try #require(QRCode(bytes(10)))
        let svg = code.svg(title: "<script>")
        #expect(svg.contains("viewBox=\"0 0 29 29\""))
        #expect(svg.contains("&lt;script&gt;") && !svg.contains("<script>"))
        let lines = code.blocks(isColoured: false).split(separator: "\n")
        #expect(lines.count == 15)
        #expect(lines.allSatisfy { $0.count == 29 })
    }
}
