import ContactModel
import TestSupport
import Testing

struct FoldedTextTests {
    @Test(arguments: [
        ("ADA", "ada"), ("Müller", "muller"), ("Mu\u{308}ller", "muller"), ("Straße", "strasse"),
        ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Æsop", "aesop"), ("Þór", "thor"),
        ("Đặng", "dang"), ("İzmir", "izmir"), ("ıÇ", "ic"), ("œuvre", "oeuvre"), ("ÑANDÚ", "nandu"),
        ("ИВАН", "иван"), ("王", "王"), ("", ""),
    ])
    func `case and accents do not matter`(text: String, folded: String) {
        #expect(FoldedText.fold(text) == folded)
    }

    @Test func `words are runs of letters and digits`() {
        #expect(FoldedText.words("O’Brien-Smith, (Ada) 2nd…") == ["obrien", "smith", "ada", "2nd"])
        #expect(FoldedText.words(" \u{0}-- ").isEmpty)
    }
}

struct SpellingDistanceTests {
    @Test(arguments: [
        ("ada", "ada", 0), ("ada", "aad", 1), ("ada", "adda", 1), ("ada", "ad", 1),
        ("ada", "eda", 1), ("kitten", "sitting", 3), ("", "ab", 2), ("ca", "abc", 3),
        ("müller", "muller", 1),
    ])
    func `slips are counted, the same from both sides`(left: String, right: String, slips: Int) {
        #expect(SpellingDistance.between(left, right, limit: 9) == slips)
        #expect(SpellingDistance.between(right, left, limit: slips) == slips)
        #expect(SpellingDistance.between(left, right, limit: slips - 1) == nil)
    }

    @Test func `no word takes long and no limit stops it`() {
        let long = String(repeating: "a", count: 100_000)
        #expect(SpellingDistance.between(long, long + "b", limit: 2) == nil)
        #expect(SpellingDistance.between(long, long, limit: 2) == 0)
        #expect(SpellingDistance.between("a", "b", limit: .min) == nil)
        #expect(SpellingDistance.between("a", "b", limit: .max) == 1)
    }

    @Test(arguments: [
        ("meyer", "maier"), ("philipp", "filip"), ("schmidt", "schmitt"), ("catherine", "katrin"),
    ])
    func `words that sound alike have one code`(left: String, right: String) {
        #expect(SoundCode.code(of: left) == SoundCode.code(of: right))
    }
}
