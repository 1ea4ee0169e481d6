import ChangeLog
import ContactModel
import TestSupport
import Testing

/// What of a card goes into the index, and as which words.
struct SearchTextTests {
    private func text(_ lines: String..., names: [String] = []) -> [String] {
        let raws = lines.map { Array(($0 + "\r\n").utf8) }
        let card = Card(
            entity: EntityID(value: 1), lines: CardLine.imported(raws, using: .sha256))
        return SearchText(PersonView(card), names: names).columns
    }

    private func words(_ columns: [String], _ column: SearchText.Column) -> [String] {
        columns[column.rawValue].split(whereSeparator: \.isWhitespace).map(String.init)
    }

    @Test(arguments: [
        ("株式会社ABC東京", ["株", "式", "会", "社", "ABC", "東", "京"]),
        ("ヤマダ やまだ", ["や", "ま", "だ", "や", "ま", "だ"]), ("김민준", ["김", "민", "준"]),
        ("Zoë Łukasz", ["Zoë", "Łukasz"]), ("", []), ("🙂", ["🙂"]),
    ])
    func `each character of a script without blanks is a word`(text: String, words: [String]) {
        #expect(
            UnpartedText.spread(text).split(whereSeparator: \.isWhitespace).map(String.init)
                == words)
    }

    @Test func `a text without such characters is given as it is`() {
        for text in ["Ada Lovelace", "Zoë  Ångström\n", "Ольга", "שלום"] {
            #expect(UnpartedText.spread(text) == text)
            #expect(!UnpartedText.isIn(text))
        }
    }

    @Test func `a name that the card says twice is there once`() {
        let plain = text("FN:Ada Lovelace", "N:Lovelace;Ada;;;")
        #expect(words(plain, .name) == ["Ada", "Lovelace"])
        #expect(words(plain, .furtherNames).isEmpty)
        let other = text("FN:Ada L", "N:Lovelace;Augusta;Ada;;", "NICKNAME:Addie")
        #expect(words(other, .name) == ["Ada", "L", "Addie"])
        #expect(words(other, .furtherNames) == ["Augusta", "Ada", "Lovelace"])
    }

    @Test func `a name without blanks is there both ways round`() {
        let name = words(text("FN:太郎 山田", "N:山田;太郎;;;"), .furtherNames).joined()
        #expect(name.contains("山田太郎"))
    }

    @Test func `an address whose parts are told apart is in its columns`() {
        let own = text("ADR:7;Suite 9;Calle Mayor 5;Springfield;CA;94110;USA")
        #expect(words(own, .city) == ["Springfield"])
        #expect(words(own, .region) == ["ca"])
        #expect(words(own, .country) == ["usa"])
        #expect(words(own, .place).isEmpty)
        #expect(words(own, .address).contains("Suite") && words(own, .address).contains("94110"))
    }

    @Test func `of an address in one part, what stands behind the street is a place`() {
        #expect(
            words(text("ADR:;;12 Calle St\\, Springfield\\, CA 94110;;;;"), .place)
                == ["Springfield", "CA", "94110"])
        #expect(words(text("ADR:;;12 Main Springfield;;;;"), .place).contains("Springfield"))
        #expect(words(text("ADR:;;1 Elm;Springfield\\, CA;;;"), .place) == ["CA"])
    }

    @Test func `what only programs read is nobody's name`() {
        #expect(words(text("RELATED:urn:uuid:0f5c-ada"), .ties).isEmpty)
        #expect(words(text("RELATED:mailto:ada@example.org"), .ties) == ["ada@example.org"])
    }
}
