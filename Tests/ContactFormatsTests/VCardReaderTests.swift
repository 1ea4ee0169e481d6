import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

struct VCardReaderTests {
    @Test func `two cards in one file give back the file`() throws {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n\r\nBEGIN:VCARD\nN:X;Y\nEND:VCARD"
        let (cards, problems) = VCardReader.read(Array(text.utf8))
        #expect(cards.count == 2)
        #expect(problems.isEmpty)
        #expect(String(decoding: cards.flatMap(\.bytes), as: UTF8.self) == text)
        let card = cards[0].card(entity: EntityID(value: 1), using: .sha256)
        #expect(PersonView(card).displayName == "Ada")
        #expect(card.bytes == cards[0].bytes)
    }
}
