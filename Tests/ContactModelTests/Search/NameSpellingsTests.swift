import ContactModel
import Testing

/// Names that some write as one word and others as several.
struct NameSpellingsTests {
    @Test(arguments: [
        ("mcdonnell", ["mc donnell", "mc do nnell"]), ("McKenna", ["mc kenna"]),
        ("mackenna", ["mac kenna"]),
        ("oconnor", ["o connor"]), ("O'Connor", ["oconnor"]), ("O\u{2019}Connor", ["oconnor"]),
        ("Anna-Lena", ["annalena"]), ("mc donald", ["mcdonald"]),
        ("van den berg", ["van denberg", "vanden berg", "vandenberg"]),
        ("vandenberg", ["van denberg", "van den berg", "van de nberg"]),
        ("delacruz", ["de lacruz", "de la cruz", "del acruz"]),
        ("ada", []), ("ada lovelace", []), ("berg van", []), ("van", []), ("mcdo", []),
        ("Mueller", ["muller"]), ("Müller", ["mueller"]), ("Mu\u{308}ller", ["mueller"]),
        ("Jørgensen", ["joergensen"]), ("Åse", ["aase"]), ("aaberg", ["aberg"]),
        ("mueller-joerg", ["muellerjoerg", "muller-jorg"]),
        ("Bauer", []), ("Joel", []), ("queen", []), ("Böe", ["boee"]),
        ("mc123", []), ("a@b.c", []), ("", []), (" ", []), ("-", []), ("'", []),
    ])
    func `a name is looked for in the other ways to write it`(text: String, others: [String]) {
        #expect(Set(NameSpellings.others(of: text)) == Set(others))
    }

    @Test func `of many words, and of long ones, there is one way only`() {
        let many = Array(repeating: "de", count: 20) + ["cruz"]
        #expect(NameSpellings.ways(toWrite: many) == [many])
        #expect(NameSpellings.others(of: String(repeating: "de", count: 10_000)).isEmpty)
        #expect(NameSpellings.halves(of: String(repeating: "a", count: 10_000)).isEmpty)
        #expect(NameSpellings.ways(toWrite: []) == [[]])
    }

    @Test func `particles stand with the name behind them, and nothing else does`() {
        func groups(_ text: String) -> [[String]] {
            NameSpellings.groups(text.split(separator: " ").map(String.init)) {
                $0.hasPrefix("@") ? nil : $0
            }
        }
        #expect(groups("jan van den berg") == [["jan"], ["van", "den", "berg"]])
        #expect(groups("van @x berg") == [["van"], ["@x"], ["berg"]])
        #expect(groups("ada van") == [["ada"], ["van"]])
        #expect(groups("de de de de cruz") == [["de"], ["de"], ["de"], ["de"], ["cruz"]])
        #expect(groups("").isEmpty)
    }

    @Test func `a word is cut in two where both halves are words`() {
        #expect(NameSpellings.halves(of: "Annaé") == ["an nae", "ann ae"])
        #expect(NameSpellings.halves(of: "ada").isEmpty)
        #expect(NameSpellings.halves(of: "a1b2c3").isEmpty)
    }
}
