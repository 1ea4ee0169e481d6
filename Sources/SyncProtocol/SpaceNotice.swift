package import ChangeLog

/// "Space S is at position N": all that a live stream ever says (`protocol/live.md`).
package struct SpaceNotice: Hashable, Sendable {
    /// A space, or an album.
    package let space: SpaceID
    /// Where its log ends.
    package let position: UInt64

    package init(space: SpaceID, position: UInt64) {
        self.space = space
        self.position = position
    }

    /// The notice as it stands in a stream (LIVE-2).
    package var text: String { "data: \(space) \(position)\n\n" }

    /// Reads a line without its end; nil for anything that is no notice, such as a sign of life.
    init?(line: some Sequence<UInt8>) {
        let text = String(decoding: Array(line), as: UTF8.self)
        guard text.hasPrefix("data:") else { return nil }
        let words = text.dropFirst("data:".count).split(separator: " ")
        guard words.count >= 2, let space = SpaceID(hexadecimal: String(words[0])),
            let position = UInt64(words[1])
        else { return nil }
        self.init(space: space, position: position)
    }
}

/// Reads a live stream piece by piece, however it was cut on its way.
///
/// Nothing in it is believed: a line is passed over that is no notice, or too long to be one.
package struct NoticeReader: Sendable {
    /// No line of a stream is longer (LIVE-2).
    package static let maximumLineBytes = 256

    private var line: [UInt8] = []
    private var isTooLong = false

    package init() {}

    /// The notices that end in the next piece of the stream, in order.
    package mutating func read(_ bytes: some Sequence<UInt8>) -> [SpaceNotice] {
        var notices: [SpaceNotice] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                take(byte)
                continue
            }
            if !isTooLong, let notice = SpaceNotice(line: line) { notices.append(notice) }
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        return notices
    }

    private mutating func take(_ byte: UInt8) {
        isTooLong = isTooLong || line.count >= Self.maximumLineBytes  // LIVE-2
        if !isTooLong { line.append(byte) }
    }
}
