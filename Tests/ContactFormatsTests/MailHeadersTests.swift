import ContactFormats
import TestSupport
import Testing

struct MailHeadersTests {
    @Test(arguments: [
        ("ada@example.org", "", "ada@example.org"),
        ("Ada Example <Ada@Example.org>", "Ada Example", "ada@example.org"),
        ("\"Example, Ada\" <ada@example.org>", "Example, Ada", "ada@example.org"),
        ("ada@example.org (Ada)", "Ada", "ada@example.org"),
        ("=?utf-8?q?J=C3=BCrgen_A=C3=9Fmuth?= <j@x.org>", "Jürgen Aßmuth", "j@x.org"),
        ("=?UTF-8?B?SsO8cmdlbg==?= =?utf-8?b?IEE=?= <j@x.org>", "Jürgen A", "j@x.org"),
        ("=?iso-8859-1?Q?J=FCrgen?= <j@x.org>", "Jürgen", "j@x.org"),
        ("friends: ada@example.org;", "", "ada@example.org"),
        ("=?utf-8?q?open <a@b.c>", "=?utf-8?q?open", "a@b.c"),
    ])
    func `An address is read with its name`(text: String, name: String, address: String) {
        let found = MailAddress.list(text)
        #expect(found == [MailAddress(name: name, address: address)])
    }

    @Test(arguments: ["", "nobody", "a@", "@b", "a b@c", "<>", "a@b@c", ","])
    func `What is no address is left out`(text: String) {
        #expect(MailAddress.list(text).isEmpty)
    }

    @Test func `Headers are unfolded, and the body is not looked at`() {
        let message = "From: a@x\r\nTo: b@x,\r\n  c@x\r\nCc: A@x\r\n\r\nTo: d@x\r\n"
        let headers = MailHeaders(Array(message.utf8))
        #expect(
            headers.addresses(in: ["from", "to", "cc"]).map(\.address) == ["a@x", "b@x", "c@x"])
    }

    @Test(arguments: ["no-reply@x", "list-request@x", "x-bounces@y", "MAILER-DAEMON@x"])
    func `Machines and lists are told from people`(address: String) {
        #expect(MailAddress(name: "", address: address.lowercased()).isAutomatic)
        #expect(!MailAddress(name: "", address: "ada@x").isAutomatic)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `No message traps`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let parts = [
            "From:", "=?utf-8?q?=", "?=", "<", ">", "\"", "\\", "(", ")", ",", ":", ";", "@",
            "\r\n",
            " ", "a", "=?x?b?", "\u{0}",
        ]
        let text = (0..<80).compactMap { _ in random.pick(parts) }.joined()
        let headers = MailHeaders(Array(text.utf8))
        _ = headers.addresses(in: headers.headers.map(\.name))
        _ = MailAddress.list(text)
        _ = EncodedWord.decode(text)
    }
}
