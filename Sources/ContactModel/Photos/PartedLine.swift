package import ChangeLog

/// The line of a photo or logo without its picture, which lies in the album of the space (PHOTO-6).
///
/// It holds all that the raw line is made of beside the picture: putting it together again gives the
/// very same bytes.
package struct PartedLine: Hashable, Sendable {
    /// SHA-256 of the picture.
    package let hash: ContentDigest
    /// The length of the picture.
    package let pictureByteCount: Int
    let folding: Folding
    /// Up to and with the colon or comma before the base64.
    let head: [UInt8]
    /// From the line break behind the base64 on.
    let tail: [UInt8]

    /// How base64 is cut into pieces.
    struct Folding: Hashable, Sendable {
        /// The characters before the first fold.
        let first: Int
        /// The characters between two folds.
        let next: Int
        let lineBreak: [UInt8]
        let indent: [UInt8]
    }

    /// The properties whose lines are taken apart.
    static let properties: Set<String> = ["PHOTO", "LOGO"]
    /// Smaller pictures stay in their lines.
    package static let minimumPictureBytes = 1_024
    /// A hostile line must not become many times as long as its picture.
    static let maximumIndentBytes = 16
    static let minimumPieceBytes = 16

    init(
        hash: ContentDigest, pictureByteCount: Int, folding: Folding, head: [UInt8], tail: [UInt8]
    ) {
        self.hash = hash
        self.pictureByteCount = pictureByteCount
        self.folding = folding
        self.head = head
        self.tail = tail
    }

    /// The line as it would be with an empty picture.
    var rest: [UInt8] { head + tail }

    /// The raw line, put together again; nil when the picture has another length.
    ///
    /// - Complexity: O(bytes).
    package func joined(with picture: [UInt8]) -> [UInt8]? {
        guard picture.count == pictureByteCount else { return nil }
        let text = Base64.encode(picture)
        let fold = folding.lineBreak + folding.indent
        var raw = head
        raw.reserveCapacity(rest.count + text.count + text.count / folding.next * fold.count + 32)
        raw += text.prefix(folding.first)
        var place = min(folding.first, text.count)
        while place < text.count {
            raw += fold
            raw += text[place...].prefix(folding.next)
            place = min(text.count, place + folding.next)
        }
        return raw + tail
    }
}

extension PartedLine {
    /// As it stands in the value of a `line` cell, behind the place and the form (PHOTO-6).
    var bytes: [UInt8] {
        var bytes = hash.bytes
        let numbers = [
            pictureByteCount, folding.first, folding.next, folding.lineBreak.count,
            folding.indent.count, head.count,
        ]
        for number in numbers { Varint.append(UInt64(number), to: &bytes) }
        return bytes + folding.lineBreak + folding.indent + head + tail
    }

    /// Reads what stands behind the form; nil for what no writer writes.
    init?(bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let hash = ContentDigest(bytes: Array(rest.prefix(ContentDigest.byteCount))) else {
            return nil
        }
        rest = rest.dropFirst(ContentDigest.byteCount)
        var numbers: [Int] = []
        for _ in 0..<6 {
            guard let (number, count) = Varint.read(rest), number <= Self.maximumNumber else {
                return nil
            }
            numbers.append(Int(number))
            rest = rest.dropFirst(count)
        }
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        let folding = Folding(
            first: numbers[1], next: numbers[2], lineBreak: take(numbers[3]),
            indent: take(numbers[4]))
        let head = take(numbers[5])
        guard numbers[0] >= Self.minimumPictureBytes, head.count == numbers[5],
            folding.lineBreak.count == numbers[3], folding.indent.count == numbers[4],
            folding.isUsual(ofCharacters: Base64.characterCount(ofBytes: numbers[0]))
        else { return nil }
        self.init(
            hash: hash, pictureByteCount: numbers[0], folding: folding, head: head,
            tail: Array(rest))
    }

    /// More than any card may have.
    private static let maximumNumber: UInt64 = 8 << 20
}

extension PartedLine.Folding {
    /// Whether a line of that many characters may be folded so (PHOTO-7).
    func isUsual(ofCharacters count: Int) -> Bool {
        guard first < count else {
            return first == count && next == count && lineBreak.isEmpty && indent.isEmpty
        }
        let isBreak = [[.carriageReturn, .lineFeed], [.lineFeed], [.carriageReturn]]
            .contains(lineBreak)
        return isBreak && indent.count <= PartedLine.maximumIndentBytes
            && indent.allSatisfy { $0 == .space || $0 == .tab }
            && next >= PartedLine.minimumPieceBytes && next <= count - first
    }
}

extension PartedLine {
    /// Takes a raw line apart, if it holds a picture and nothing of it is lost by it (PHOTO-7).
    ///
    /// - Parameters:
    ///   - raw: With its folds, terminator and the blank lines behind it.
    ///   - digest: SHA-256.
    /// - Returns: The line and its picture; nil for a line that stays whole.
    /// - Complexity: O(bytes).
    package static func part(
        _ raw: [UInt8], using digest: DigestFunction
    ) -> (line: PartedLine, picture: [UInt8])? {
        guard raw.count > minimumPictureBytes,
            let sign = raw.lastIndex(where: { $0 == .colon || $0 == .comma })
        else { return nil }
        let head = Array(raw[...sign])
        guard let pieces = Base64Pieces(raw[(sign + 1)...]),
            properties.contains(ContentLine(raw: head + pieces.tail).name),
            let picture = Base64.decode(pieces.text), picture.count >= minimumPictureBytes,
            Base64.encode(picture) == pieces.text
        else { return nil }
        return (
            PartedLine(
                hash: digest(picture), pictureByteCount: picture.count, folding: pieces.folding,
                head: head, tail: Array(pieces.tail)),
            picture
        )
    }
}

/// The base64 of a line and how it is folded.
private struct Base64Pieces {
    private(set) var text: [UInt8] = []
    private(set) var folding: PartedLine.Folding
    /// The line break behind it, and what follows.
    let tail: ArraySlice<UInt8>

    /// Follows one way of folding to the end; nil for another byte, or another way.
    init?(_ bytes: ArraySlice<UInt8>) {
        text.reserveCapacity(bytes.count)
        var rest = bytes
        var widths: [Int] = []
        var fold: (lineBreak: ArraySlice<UInt8>, indent: ArraySlice<UInt8>)?
        while true {
            let piece = rest.prefix(while: Base64.isCharacter)
            text += piece
            widths.append(piece.count)
            rest = rest[piece.endIndex...]
            let lineBreak = Self.lineBreak(rest)
            let indent = rest[lineBreak.endIndex...].prefix { $0 == .space || $0 == .tab }
            let next = rest[indent.endIndex...]
            guard !lineBreak.isEmpty, next.first.map(Base64.isCharacter) == true else { break }
            if let fold, fold.lineBreak != lineBreak || fold.indent != indent { return nil }
            fold = fold ?? (lineBreak, indent)
            rest = next
        }
        guard rest.isEmpty || rest.first?.isLineBreak == true, let first = widths.first else {
            return nil
        }
        tail = rest
        let next = widths.count > 1 ? widths[1] : first
        let isEven =
            widths.dropFirst().dropLast().allSatisfy { $0 == next }
            && (widths.count < 2 || (1...next).contains(widths[widths.count - 1]))
        folding = PartedLine.Folding(
            first: first, next: next, lineBreak: Array(fold?.lineBreak ?? []),
            indent: Array(fold?.indent ?? []))
        guard isEven, folding.isUsual(ofCharacters: text.count) else { return nil }
    }

    private static func lineBreak(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isPair = bytes.starts(with: [.carriageReturn, .lineFeed])
        return bytes.prefix(isPair ? 2 : bytes.first?.isLineBreak == true ? 1 : 0)
    }
}
