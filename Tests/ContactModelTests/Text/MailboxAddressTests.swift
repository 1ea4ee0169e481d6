import ContactModel
import Testing

/// Which texts a message could be sent to.
@Suite struct MailboxAddressTests {
    @Test(arguments: [
        "ada@example.org", "root@localhost", "a.b+c@x.es", "\"a b\"@x.es", "jörg@bücher.example",
        "a@[192.0.2.1]", "a/b=c@x.es", "o'brien@x.ie",
    ])
    func `One name, an @ and a place is an address`(text: String) {
        #expect(MailboxAddress.isPlausible(text))
    }

    @Test(arguments: [
        "", "@", "ada", "ada@", "@example.org", "a@x.es; b@x.es", "a@x.es,b@x.es", "a b@x.es",
        "home:john@x", "Ada <ada@x.es>", "a@x es", "a@@x", "a@x:25", "a@[]", "a@x\t",
    ])
    func `Anything else is none`(text: String) {
        #expect(!MailboxAddress.isPlausible(text))
    }
}
