import ContactModel
import Testing

/// What of a card can be opened, and what never is.
struct ContactLinkTests {
    private func links(_ lines: String...) -> [String] {
        PersonViewTests.view(lines).links.map { "\($0.label) \($0.uri)" }
    }

    @Test func `S1-11: pages, handles, addresses and numbers become links, in that order`() {
        let found = links(
            "EMAIL:ada@example.org", "TEL:+47 (22) 00-11", "URL:https://ada.example",
            "URL:example.org/ada", "IMPP:xmpp:ada@example.org",
            "SOCIALPROFILE;SERVICE-TYPE=Mastodon;VALUE=text:@ada@social.example",
            "SOCIALPROFILE;SERVICE-TYPE=GitHub;VALUE=text:ada",
            "X-JABBER:ada@jabber.example")
        #expect(
            found == [
                "page https://ada.example", "page https://example.org/ada",
                "handle xmpp:ada@example.org", "mastodon https://social.example/@ada",
                "github https://github.com/ada", "jabber xmpp:ada@jabber.example",
                "mail mailto:ada@example.org", "phone tel:+47220011",
            ])
    }

    @Test func `Nobody is called at a fax or a pager while there is a voice`() {
        let lines = [
            "TEL;TYPE=WORK,FAX,PREF:1", "TEL;TYPE=PAGER:2", "TEL;TYPE=HOME:3",
            "TEL;TYPE=CELL,PREF:4",
        ]
        let view = PersonViewTests.view(lines)
        #expect(view.primaryPhone == "4")
        #expect(view.callable.map(\.value) == ["4", "3", "1", "2"])
        #expect(view.links.map(\.uri) == ["tel:4", "tel:3", "tel:1", "tel:2"])
        #expect(PersonViewTests.view(["TEL;TYPE=FAX:1"]).primaryPhone == "1")
    }

    @Test(arguments: [
        "URL:file:///etc/passwd", "URL:javascript:alert(1)", "URL:--help", "URL:data:text/html,x",
        "URL:https://example.org/a b", "URL:no words", "IMPP:unknown:ada", "TEL:none",
        "SOCIALPROFILE;SERVICE-TYPE=Mastodon;VALUE=text:ada", "URL:vbscript:x",
        "SOCIALPROFILE;SERVICE-TYPE=Somewhere;VALUE=text:ada",
    ])
    func `Nothing else that a card may say is opened`(line: String) {
        #expect(links(line) == [])
    }

    @Test func `A word means a link by its label, its sort, or a part of it`() {
        let view = PersonViewTests.view([
            "EMAIL;TYPE=work:ada@example.org", "URL:https://mastodon.example/@ada",
        ])
        #expect(view.links.filter { $0.matches("Mail") }.map(\.uri) == ["mailto:ada@example.org"])
        #expect(view.links.filter { $0.matches("work") }.count == 1)
        #expect(view.links.filter { $0.matches("mastodon") }.count == 1)
        #expect(view.links.filter { $0.matches("phone") }.isEmpty)
    }
}
