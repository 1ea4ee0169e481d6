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

struct CountedTests {
    @Test(arguments: [
        (0, "0 seconds"), (999, "0 seconds"), (1_000, "1 second"), (119_000, "119 seconds"),
        (120_000, "2 minutes"), (149_000, "2 minutes"), (150_000, "3 minutes"),
        (7_200_000, "2 hours"), (172_800_000, "2 days"), (63_113_903_000, "730 days"),
        (63_113_904_000, "2 years"), (2_207_519_999_000, "70 years"),
        (UInt64.max, "584554049 years"),
    ])
    func `a length of time is told in a unit that fits it`(milliseconds: UInt64, text: String) {
        #expect(Counted.time(milliseconds: milliseconds) == text)
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
