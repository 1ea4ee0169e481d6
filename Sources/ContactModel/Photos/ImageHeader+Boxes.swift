extension ImageHeader {
    /// The extent of the primary item of a HEIF file: tiles and thumbnails have extents too
    /// (ISO/IEC 23008-12, ISO/IEC 14496-12).
    ///
    ///     meta
    ///       pitm             which item is the picture
    ///       iprp
    ///         ipco           properties, numbered from 1, among them `ispe`: width and height
    ///         ipma           which properties an item has
    static func boxes(_ reader: ImageBytes) -> Size? {
        let file = ImageBoxes(reader, in: 0..<reader.bytes.count)
        guard let meta = file.first("meta").map({ ImageBoxes(reader, in: $0, skipping: 4) }),
            let primary = meta.first("pitm").flatMap({ primaryItem(reader, $0.lowerBound) }),
            let properties = meta.first("iprp").map({ ImageBoxes(reader, in: $0) }),
            let container = properties.first("ipco").map({ ImageBoxes(reader, in: $0) })
        else { return nil }
        for map in properties.all("ipma") {
            for number in propertyNumbers(of: primary, reader, map) {
                guard let extent = container.box(number - 1), extent.type == "ispe" else {
                    continue
                }
                let place = extent.content.lowerBound
                return Size(reader.big32(at: place + 4), reader.big32(at: place + 8))
            }
        }
        return nil
    }

    private static func primaryItem(_ reader: ImageBytes, _ place: Int) -> Int? {
        reader.byte(at: place) == 0 ? reader.big16(at: place + 4) : reader.big32(at: place + 4)
    }

    /// The properties that `ipma` gives one item; none when it is cut off.
    private static func propertyNumbers(
        of item: Int, _ reader: ImageBytes, _ map: Range<Int>
    ) -> [Int] {
        var place = map.lowerBound
        guard let version = reader.byte(at: place), let flags = reader.byte(at: place + 3) else {
            return []
        }
        let isWide = flags & 1 == 1
        place += 8
        while place < map.upperBound {
            let found = version == 0 ? reader.big16(at: place) : reader.big32(at: place)
            place += version == 0 ? 2 : 4
            guard let found, let count = reader.byte(at: place) else { return [] }
            place += 1
            let width = isWide ? 2 : 1
            guard found != item else {
                return (0..<count).compactMap { index in
                    isWide
                        ? reader.big16(at: place + 2 * index).map { $0 & 0x7FFF }
                        : reader.byte(at: place + index).map { $0 & 0x7F }
                }
            }
            place += width * count
        }
        return []
    }
}

/// The boxes that stand next to each other in a part of a file, each a length, a type and content.
struct ImageBoxes {
    /// One box; the range is what it holds.
    struct Box {
        let type: String
        let content: Range<Int>
    }

    private var boxes: [Box] = []

    /// More boxes on one level than any camera writes.
    private static let maximumCount = 512

    /// Reads the boxes of a range, up to the first that is damaged.
    ///
    /// - Parameters:
    ///   - reader: The file.
    ///   - range: Within the file.
    ///   - count: Bytes of version and flags before the first box.
    init(_ reader: ImageBytes, in range: Range<Int>, skipping count: Int = 0) {
        var place = range.lowerBound + count
        while boxes.count < Self.maximumCount, range.upperBound - place >= 8,
            let length = reader.big32(at: place)
        {
            // A length of 1 stands for a long one behind the type, 0 for all that is left.
            let isLong = length == 1
            let header = isLong ? 16 : 8
            let long = reader.big32(at: place + 8) == 0 ? reader.big32(at: place + 12) : nil
            let rest = range.upperBound - place
            let size = length == 0 ? rest : isLong ? long ?? 0 : length
            guard size >= header, rest >= header else { break }
            let end = place + min(size, rest)
            let type = String(decoding: reader.bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            boxes.append(Box(type: type, content: (place + header)..<end))
            place = end
        }
    }

    /// The box of that number, from 0.
    func box(_ number: Int) -> Box? {
        boxes.indices.contains(number) ? boxes[number] : nil
    }

    /// The content of every box of a type.
    func all(_ type: String) -> [Range<Int>] {
        boxes.filter { $0.type == type }.map(\.content)
    }

    /// The content of the first box of a type.
    func first(_ type: String) -> Range<Int>? { all(type).first }
}
