import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Notices as they come over a stream, cut anywhere and damaged in any way.
@Suite struct SpaceNoticeTests {
    private static let notices = [
        SpaceNotice(space: SpaceID(value: 1), position: 0),
        SpaceNotice(space: SpaceID(value: .max), position: .max),
        SpaceNotice(space: SpaceID(value: 1), position: 41),
    ]

    @Test func `LIVE-2: a notice is an id of 32 digits and a position, and nothing else`() {
        #expect(
            Self.notices[2].text == "data: \(String(repeating: "0", count: 31))1 41\n\n")
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `LIVE-2: a stream is read the same however it was cut and its lines end`(end: String) {
        let text = (":\n\n" + Self.notices.map(\.text).joined(separator: ": alive\n\n"))
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var reader = NoticeReader()
            let read = stride(from: 0, to: bytes.count, by: size).flatMap {
                reader.read(bytes[$0..<min($0 + size, bytes.count)])
            }
            #expect(read == Self.notices, "pieces of \(size) bytes")
        }
    }

    @Test(arguments: [
        "", ":", "data:", "data: ", "data: 1 2", "event: position", "data",
        "data: 00000000000000000000000000000001",
        "data: 00000000000000000000000000000001 -1",
        "data: 00000000000000000000000000000001 18446744073709551616",
        "data: 0000000000000000000000000000000g 1",
        "date: 00000000000000000000000000000001 1",
        "data: 00000000000000000000000000000001 1" + String(repeating: " ", count: 256),
    ])
    func `LIVE-2: a line that is no notice is passed over, and what follows is read`(line: String) {
        var reader = NoticeReader()
        #expect(reader.read(Array((line + "\n" + Self.notices[2].text).utf8)) == [Self.notices[2]])
    }

    @Test func `LIVE-2: words behind the position are left to newer programs`() {
        var reader = NoticeReader()
        let line = "data:\(SpaceID(value: 7)) 5 later words\n"
        #expect(
            reader.read(Array(line.utf8)) == [SpaceNotice(space: SpaceID(value: 7), position: 5)])
    }

    @Test func `A stream of any bytes never stops the reader`() {
        var random = SeededRandom(seed: 1)
        var reader = NoticeReader()
        for _ in 1...2_000 {
            let count = Int.random(in: 0...400, using: &random)
            _ = reader.read((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
        _ = reader.read(Array("\n".utf8))
        #expect(reader.read(Array(Self.notices[2].text.utf8)) == [Self.notices[2]])
    }
}
