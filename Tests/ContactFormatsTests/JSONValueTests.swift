import ContactFormats
import Testing

struct JSONValueTests {
    @Test(arguments: [
        ("plain", "\"plain\""), ("\"\\", "\"\\\"\\\\\""), ("\n\r\t", "\"\\n\\r\\t\""),
        ("\u{0}\u{1B}[31m", "\"\\u0000\\u001b[31m\""), ("ä€😀", "\"ä€😀\""),
        ("\u{202E}x\u{2028}", "\"\\u202ex\\u2028\""), ("\u{7F}\u{85}", "\"\\u007f\\u0085\""),
    ])
    func `D5: text is escaped so that it is JSON and harmless on a terminal`(
        text: String, json: String
    ) {
        #expect(JSONValue.text(text).encoded() == json)
    }

    @Test func `members keep their order`() {
        let value = JSONValue.object([
            ("b", .array([.null, .bool(true), .integer(-5)])), ("a", .object([])),
            ("c", .array([])),
        ])
        #expect(value.encoded() == "{\"b\":[null,true,-5],\"a\":{},\"c\":[]}")
        #expect(
            value.encoded(isIndented: true) == """
                {
                  "b": [
                    null,
                    true,
                    -5
                  ],
                  "a": {},
                  "c": []
                }
                """)
    }
}
