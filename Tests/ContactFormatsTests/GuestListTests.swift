import ContactFormats
import Testing

@Suite struct GuestListTests {
    private func entries(_ text: String) -> [GuestEntry] { GuestList(Array(text.utf8)).entries }

    @Test func `S1-22: lines of names, with an address or where they are from`() {
        let list = entries(
            """
            # who comes
            Ada Lind <ada@example.org>
            - Bob Ross, Harbour Works
            3. Carol Day, carol@example.org, Sailing Club
            dan.elm@example.org
            Ada L. <ADA@example.org>
            """)
        #expect(
            list == [
                GuestEntry(name: "Ada Lind", email: "ada@example.org"),
                GuestEntry(name: "Bob Ross", organisation: "Harbour Works"),
                GuestEntry(
                    name: "Carol Day", email: "carol@example.org", organisation: "Sailing Club"),
                GuestEntry(name: "Dan Elm", email: "dan.elm@example.org"),
            ])
        #expect(GuestList(Array("---\nAda\n".utf8)).skipped == 1)
        #expect(entries("Name\nAda\n").map(\.name) == ["Ada"])
    }

    @Test func `S1-22: a table of any program whose header says name or mail`() {
        let list = entries(
            "First name,Last name,E-mail,Company,Role\nAda,Lind,ada@example.org,Harbour,Speaker\n")
        #expect(list.map(\.name) == ["Ada Lind"])
        #expect(list.first?.email == "ada@example.org")
        #expect(list.first?.organisation == "Harbour")
    }

    @Test func `S1-22: an invitation names its attendees, but no room and nobody who declined`() {
        let list = entries(
            [
                "BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Fair",
                "ORGANIZER;CN=Hana Host:mailto:hana@example.org",
                "ATTENDEE;CN=\"Lind, Ada\";PARTSTAT=ACCEPTED:mailto:Ada@example.or", " g",
                "ATTENDEE;CUTYPE=ROOM;CN=Hall:mailto:hall@example.org",
                "ATTENDEE;PARTSTAT=DECLINED;CN=Bob:mailto:bob@example.org",
                "ATTENDEE:mailto:carol.day@example.org", "END:VEVENT", "END:VCALENDAR", "",
            ].joined(separator: "\r\n"))
        #expect(list.map(\.name) == ["Hana Host", "Ada Lind", "Carol Day"])
        #expect(
            list.map(\.email) == [
                "hana@example.org", "ada@example.org", "carol.day@example.org",
            ])
        #expect(list.first?.role == "host")
    }

    @Test func `S1-22: vCards are a list, too`() {
        let list = entries(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Lind\r\nEMAIL:ada@example.org\r\nEND:VCARD\r\n")
        #expect(list == [GuestEntry(name: "Ada Lind", email: "ada@example.org")])
    }

    @Test func `P7: no list of guests stops the program`() {
        let hostile = [
            "", ",", ",,,\n;;", "name,\n",
            "BEGIN:VCALENDAR\nATTENDEE\nATTENDEE;:\nATTENDEE;CN=\":x",
            "<<@>>, @ , a@", String(repeating: "a,", count: 5_000), "1.\n2)\n- ",
            "\u{FEFF}Name;Mail\n;\n",
        ]
        for text in hostile { #expect(entries(text).count <= GuestList.maximumCount) }
        let damaged = GuestList([0xFF, 0xFE, 0x00, 0x41, 0x0A, 0x80])
        #expect(damaged.entries.count <= 2)
    }

    @Test func `Text of a header that is not ASCII reads back as it was`() {
        let texts = [
            "Jürgen Größe", "Åsa", "日本語の名前がとても長い場合はどうなりますか", "a=?b", "x\u{7F}",
            "👩‍👩‍👧‍👦 and more",
        ]
        for text in texts {
            let encoded = EncodedWord.encode(text)
            #expect(encoded.utf8.allSatisfy { $0 < 0x7F })
            #expect(EncodedWord.decode(encoded.replacing("\n", with: "")) == text)
        }
        #expect(EncodedWord.encode("Ada Lind") == "Ada Lind")
    }
}
