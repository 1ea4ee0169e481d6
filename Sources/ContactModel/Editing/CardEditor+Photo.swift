extension CardEditor {
    /// The parameters of `PHOTO` lines that describe one picture and hold for no other.
    private static let ofOnePicture: Set<String> = [
        "", "TYPE", "VALUE", "MEDIATYPE", "X-ABCROP-RECTANGLE",
    ]

    /// Makes a picture the only photo of the card, in the form its version wants.
    ///
    /// The first photo's line keeps its place and group. Nothing is written when the first photo is
    /// that picture already.
    mutating func setPhoto(_ picture: Picture) {
        let found = lines(named: "PHOTO")
        let base64 = Base64.encode(picture.bytes)
        guard let (line, content) = found.first else {
            appendOnly(writer.photo(head: Array("PHOTO".utf8), picture, base64), of: "PHOTO")
            return
        }
        if PhotoContent(content) != .bytes(picture.bytes) {
            var raw = writer.photo(
                head: content.head(dropping: Self.ofOnePicture), picture, base64)
            // The blank line that closes base64 of 2.1 stays with the line: one is enough.
            if version == .two, !Self.blankTail(of: line.raw).isEmpty {
                raw.removeLast(writer.terminator.count)
            }
            put(line, raw)
        }
        for (line, content) in found.dropFirst() {
            removeWithGroup(line, content)
        }
    }

    /// Takes all photos away, links too.
    ///
    /// - Throws: ``CardEditError/noSuchValue(field:)`` when there is none.
    mutating func removePhotos() throws(CardEditError) {
        let found = lines(named: "PHOTO")
        guard !found.isEmpty else { throw .noSuchValue(field: "photo") }
        for (line, content) in found {
            removeWithGroup(line, content)
        }
    }
}

extension LineWriter {
    /// Writes a picture: as base64 in 2.1 and 3.0, as a `data:` address in 4.0.
    func photo(head: [UInt8], _ picture: Picture, _ base64: [UInt8]) -> [UInt8] {
        let format = picture.header.format
        let type = format.rawValue.uppercased()
        switch version {
        case .two:
            // A blank line ends base64 in 2.1.
            return folded(head + Array(";ENCODING=BASE64;TYPE=\(type)".utf8), base64) + terminator
        case .three: return folded(head + Array(";ENCODING=b;TYPE=\(type)".utf8), base64)
        case .four:
            return folded(head, Array("data:\(format.mediaType);base64,".utf8) + base64)
        }
    }
}
