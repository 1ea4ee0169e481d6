import ChangeLog
import ContactModel
import TestSupport
import Testing

struct CardCodingTests {
    @Test(arguments: [0, 1, 127, 128, 65_536, UInt64.max])
    func `a line reads back from its value`(place: UInt64) {
        let line = CardLine(element: ElementID(value: 5), place: place, raw: Array("FN:A\r\n".utf8))
        #expect(CardLine(element: line.element, value: line.value) == line)
    }

    @Test func `CARD-2: a frame reads back from its value`() {
        let frame = CardFrame(begin: Array(repeating: 7, count: 300), end: [])
        #expect(CardFrame(value: frame.value) == frame)
    }

    @Test func `D2: values with a bad number are refused, not believed`() {
        let bad: [[UInt8]] = [
            [], [0x80], [0x80, 0x00], Array(repeating: 0xFF, count: 11),
            Array(repeating: 0xFF, count: 9) + [2],
        ]
        for value in bad {
            #expect(CardLine(element: .register, value: value) == nil)
            #expect(CardFrame(value: value) == nil)
        }
        #expect(CardFrame(value: [3, 1, 2]) == nil)
        #expect(CardFrame(value: Array(repeating: 0xFF, count: 9) + [1, 1]) == nil)
    }

    @Test func `any bytes decode or are refused`() {
        var random = SeededRandom(seed: 4)
        for _ in 0..<2_000 {
            let value = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            if let line = CardLine(element: .register, value: value) {
                #expect(line.value == value)
            }
            if let frame = CardFrame(value: value) { #expect(frame.value == value) }
        }
    }

    @Test func `lines stand by place, then element`() {
        func line(_ element: UInt128, _ place: UInt64) -> CardLine {
            CardLine(element: ElementID(value: element), place: place, raw: [UInt8(element)])
        }
        let card = Card(entity: EntityID(value: 1), lines: [line(3, 9), line(2, 9), line(9, 1)])
        #expect(card.lines.map(\.raw) == [[9], [2], [3]])
    }

    @Test func `CARD-9: a new card imports as itself`() throws {
        let card = Card.new(uid: 77, fullName: "Ada King Lovelace", using: .sha256)
        let text = String(decoding: card.bytes, as: UTF8.self)
        #expect(
            text
                == "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:00000000-0000-4000-8000-00000000004d"
                + "\r\nFN:Ada King Lovelace\r\nN:Lovelace;Ada King;;;\r\nEND:VCARD\r\n")
        let uid = try #require(PersonView(card).uid)
        #expect(card.entity == CardIdentity.entity(uid: Array(uid.utf8), using: .sha256))
    }

    @Test func `CARD-5, CARD-6: ids are those that an independent program derives`() {
        let line = Array("TEL;TYPE=cell:555 0100".utf8)
        let elements = CardIdentity.elements(of: [line, line], using: .sha256)
        #expect(
            elements.map(\.description) == [
                "cdf3787ab46283a7aecee46db9def92b", "2c7d3376f9db04e192e12f206784cc85",
            ])
        let uid = Array("urn:uuid:00000000-0000-4000-8000-00000000004d".utf8)
        let byUID = CardIdentity.entity(uid: uid, using: .sha256)
        #expect(byUID.description == "a15eb99d51cd5dc59196230192ef7776")
        let lines = ["VERSION:3.0", "REV:1", "FN:Ada", "prodid;x=y:z"].map { Array($0.utf8) }
        let content = CardIdentity.content(of: lines + [line], using: .sha256)
        let byContent = CardIdentity.entity(content: content)
        #expect(byContent.description == "8cbb297c8e66ddf251f78560b3ab4433")
        let repeated = CardIdentity.entity(
            repeatedUID: Array("u1".utf8), content: content, using: .sha256)
        #expect(repeated.description == "71a0c8a1e9125a535d31b6ff1914cfdb")
    }
}
