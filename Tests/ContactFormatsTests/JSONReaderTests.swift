import ContactFormats
import TestSupport
import Testing

struct JSONReaderTests {
    @Test(arguments: [
        "null", "[1,-5,true,false,null]", "{\"a\":{\"b\":[]},\"c\":{}}", "\"ä€😀\\\\\\\"\\n\\t\"",
        "[[[[\"x\"]]]]", "\"\\u0000\\u001b\"",
    ])
    func `what the writer writes, the reader reads`(json: String) throws {
        #expect(try JSONReader.read(Array(json.utf8)).encoded() == json)
    }

    @Test func `escapes and spaces of all kinds are read`() throws {
        let json =
            " { \"k\" : [ \"\\u00e4\\/\\ud83d\\ude00\\ud83d\" , 1.5 , 99999999999999999999 ] } \n"
        let value = try JSONReader.read(Array(json.utf8))
        #expect(
            value["k"]?.elements.map(\.textValue) == ["ä/😀\u{FFFD}", "1.5", "99999999999999999999"])
    }

    @Test(arguments: [
        ("", JSONFailure.Reason.unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3),
        ("{\"a\" 1}", .unexpectedByte, 5), ("\"x", .unexpectedEnd, 2),
        ("[1] 2", .unexpectedByte, 4),
        ("tru", .unexpectedEnd, 3), ("-", .unexpectedByte, 0), ("\"\\uZZZZ\"", .unexpectedByte, 3),
    ])
    func `a document that is damaged is refused with its place`(
        json: String, reason: JSONFailure.Reason, offset: Int
    ) {
        #expect(throws: JSONFailure(offset: offset, reason: reason)) {
            try JSONReader.read(Array(json.utf8))
        }
    }

    @Test func `depth has an end`() {
        let json = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONFailure(offset: JSONReader.maximumDepth, reason: .tooDeep)) {
            try JSONReader.read(json)
        }
    }

    @Test func `random bytes never trap`() {
        var random = SeededRandom(seed: 21)
        let alphabet = Array("{}[]\":,\\u0dD8truefalsn1-.e ä".utf8)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                random.pick(alphabet) ?? 0
            }
            // Most of these are no JSON; that none traps is the point here.
            _ = try? JSONReader.read(bytes)
        }
    }
}
