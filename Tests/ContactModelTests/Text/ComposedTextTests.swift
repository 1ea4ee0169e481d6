import ContactModel
import Testing

struct ComposedTextTests {
    @Test(
        arguments: [
            ("cafe\u{301}", "café"), ("CAFE\u{301}", "CAFÉ"), ("café", "café"), ("plain", "plain"),
            ("Vie\u{323}\u{302}t", "Việt"), ("Vie\u{302}\u{323}t", "Việt"), ("Ви\u{306}", "Вй"),
            ("\u{1100}\u{1161}\u{11A8}", "각"), ("か\u{3099}", "が"), ("\u{212B}", "Å"),
            ("\u{1F71}", "ά"), ("\u{915}\u{93C}", "\u{958}"), ("\u{958}", "\u{958}"),
            ("x\u{302}", "x\u{302}"), ("東京", "東京"), ("👩‍👩‍👧", "👩‍👩‍👧"),
        ])
    func `Equal texts have equal bytes once they are composed`(text: String, composed: String) {
        #expect(Array(ComposedText.compose(text).utf8) == Array(composed.utf8))
        #expect(Array(ComposedText.compose(composed).utf8) == Array(composed.utf8))
    }
}
