import ChangeLog
import ContactModel
import TestSupport
import Testing

/// What real programs write, and what people should see of it.
struct PersonViewTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let lines: [String]
        let seen: @Sendable (PersonView) -> String
        let expected: String
        var testDescription: String { name }

        init(
            _ name: String, _ lines: String..., seen: @escaping @Sendable (PersonView) -> String,
            is expected: String
        ) {
            (self.name, self.lines, self.seen, self.expected) = (name, lines, seen, expected)
        }
    }

    static func view(_ lines: [String]) -> PersonView {
        let raws = lines.map { Array(($0 + "\r\n").utf8) }
        let lines = CardLine.imported(raws, using: .sha256)
        return PersonView(Card(entity: EntityID(value: 1), lines: lines))
    }

    static func phones(_ view: PersonView) -> String {
        view.phones.map { "\($0.label)=\($0.value)\($0.isPreferred ? "*" : "")" }
            .joined(separator: " ")
    }

    static func handles(_ view: PersonView) -> String {
        view.handles.map { "\($0.label)=\($0.value)" }.joined(separator: " ")
    }

    /// Nicknames, anniversary, birthday, other days and relations.
    static func saying(_ view: PersonView) -> String {
        let days = view.dates.map { "\($0.label)=\($0.value)" }
        let relations = view.relations.map { "\($0.label)=\($0.value)" }
        return [
            view.nicknames.joined(separator: ","), view.anniversary?.description ?? "",
            view.birthday?.description ?? "", days.joined(separator: " "),
            relations.joined(separator: " "),
        ].joined(separator: "|")
    }

    static let names: [Row] = [
        Row("FN wins", "FN:Ada L", "N:Lovelace;Ada", seen: \.displayName, is: "Ada L"),
        Row("preferred FN", "FN;PREF=2:B", "FN;PREF=1:A", "FN:C", seen: \.displayName, is: "A"),
        Row(
            "the other FN", "FN;PREF=2:B", "FN;PREF=1:A",
            seen: { $0.furtherNames.map(\.composed).joined() }, is: "B"),
        Row(
            "a second birthday", "BDAY:19850412", "BDAY;VALUE=text:circa 1800", "BDAY:1985-04-12",
            seen: { $0.dates.map { "\($0.label)=\($0.value)" }.joined(separator: " ") },
            is: "other birthday=circa 1800"),
        Row(
            "an extension", "TEL;VALUE=uri:tel:+49-171-6;ext=3",
            seen: { $0.phones.map(\.value).joined() }, is: "+49-171-6 ext. 3"),
        Row(
            "a name at Matrix", "IMPP:matrix:u/z:x.org",
            seen: { HandleAddress.asTyped($0.handles.map(\.value).joined()) }, is: "@z:x.org"),
        Row(
            "one relation in two properties", "RELATED;TYPE=spouse;VALUE=text:Pat",
            "item1.X-ABRELATEDNAMES:Pat", "item1.X-ABLabel:_$!<Spouse>!$_",
            "item2.X-ABRELATEDNAMES:Pat", "item2.X-ABLabel:friend",
            seen: { $0.relations.map(\.label).joined(separator: " ") }, is: "spouse friend"),
        Row(
            "what Android writes for want of a property",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Lu;1;;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2012-12-12;1;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--05-04;3;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2001-02-03;0;Move;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Jo\\; Ann;14;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Al;99;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/other;Al;1;;", "X-ANDROID-CUSTOM:",
            seen: saying, is: "Lu|2012-12-12|--05-04|Move=2001-02-03|spouse=Jo; Ann =Al"),
        Row(
            "what a property says goes before a row of Android's",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Lu;1;;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2012-12-12;1;;",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2000-05-04;3;;", "NICKNAME:Lu",
            "ANNIVERSARY:20121212", "BDAY:20010504", seen: saying,
            is: "Lu|2012-12-12|2001-05-04|birthday=2000-05-04|"),
        Row(
            "days and people of KAddressBook and Outlook",
            "X-KADDRESSBOOK-X-Anniversary:2008-02-15", "X-MS-CHILD:Kim", seen: saying,
            is: "|2008-02-15|||child=Kim"),
        Row(
            "facts of KAddressBook, Evolution and Outlook", "X-KADDRESSBOOK-X-Office:3.10",
            "X-KADDRESSBOOK-BlogFeed:http://b.example", "X-MS-INTERESTS:Chess",
            seen: { $0.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ") },
            is: "office=3.10 blog=http://b.example interest=Chess"),
        Row(
            "a number of Outlook's", "TEL;WORK;VOICE:1", "X-MS-TEL;VOICE;CALLBACK:2", seen: phones,
            is: "work=1 callback=2"),
        Row("blank FN", "FN: ", "N:Lovelace;Ada", seen: \.displayName, is: "Ada Lovelace"),
        Row("all parts of N", "N:F;G;A;P;S", seen: \.displayName, is: "P G A F S"),
        Row("N with one part", "N:Ada", seen: \.displayName, is: "Ada"),
        Row("blank N, then ORG", "N:;;;;", "ORG:Kestrel;Unit", seen: \.displayName, is: "Kestrel"),
        Row("NICKNAME", "NICKNAME:Goz,G", "TEL:1", seen: \.displayName, is: "Goz"),
        Row("first mail", "TEL:1", "EMAIL:a@example.org", seen: \.displayName, is: "a@example.org"),
        Row("first phone", "UID:u", "TEL;VALUE=uri:tel:+1-2", seen: \.displayName, is: "+1-2"),
        Row("UID", "UID:u", seen: \.displayName, is: "u"),
        Row("nothing", "NOTE:x", seen: \.displayName, is: "(no name)"),
        Row("sorted by family", "FN:Ada L", "N:Lovelace;Ada", seen: \.sortName, is: "Lovelace Ada"),
        Row(
            "SORT-AS", "N;SORT-AS=\"Harten,Rene\":van der Harten;Rene", seen: \.sortName,
            is: "Harten Rene"),
        Row("SORT-STRING", "N:van H;R", "SORT-STRING:Harten", seen: \.sortName, is: "Harten"),
        Row("no N to sort by", "FN:Ada", seen: \.sortName, is: "Ada"),
        Row(
            "Apple company", "ORG:X;", "X-ABShowAs:COMPANY", seen: { $0.kind.rawValue },
            is: "organisation"),
        Row("4.0 organisation", "KIND:Org", seen: { $0.kind.rawValue }, is: "organisation"),
        Row("Apple group", "X-ADDRESSBOOKSERVER-KIND:group", seen: { "\($0.form)" }, is: "group"),
        Row("comma in ORG", "ORG:Company, The;Dept", seen: \.organisation, is: "Company, The"),
    ]

    static let labels: [Row] = [
        Row("bare types", "TEL;CELL;VOICE:1", seen: phones, is: "mobile=1"),
        Row("type list", "TEL;TYPE=HOME,VOICE,pref:1", seen: phones, is: "home=1*"),
        Row("quoted type list", "TEL;TYPE=\"WORK,VOICE\":1", seen: phones, is: "work=1"),
        Row("PREF", "TEL;PREF=1:1", "TEL;PREF=2:2", seen: phones, is: "=1* =2"),
        Row("fax", "TEL;WORK;FAX:1", seen: phones, is: "work fax=1"),
        Row(
            "label beats type", "item1.TEL;TYPE=HOME:1", "ITEM1.X-ABLabel:Boat", seen: phones,
            is: "Boat=1"),
        Row(
            "Apple's own words", "i.TEL:1", "i.X-ABLabel:_$!<HomeFAX>!$_", seen: phones,
            is: "home fax=1"),
        Row(
            "empty label", "i.TEL;TYPE=WORK:1", "i.X-ABLabel:", seen: phones, is: "work=1"),
        Row("custom type", "TEL;TYPE=x-boat:1", seen: phones, is: "boat=1"),
        Row("tel URI", "TEL;VALUE=uri:tel:+1-555;ext=4", seen: phones, is: "=+1-555 ext. 4"),
        Row("mailto", "EMAIL:mailto:A@Example.org", seen: { $0.emailKeys[0] }, is: "a@example.org"),
        Row(
            "Google's colon", "URL:http\\://x.example", seen: { $0.urls[0].value },
            is: "http://x.example"),
        Row(
            "Jabber", "IMPP;X-SERVICE-TYPE=Jabber:xmpp:a@example.org",
            seen: { $0.handles[0].label }, is: "jabber"),
        Row(
            "Evolution's and phones' own names of messengers", "X-AIM:ann", "X-ICQ:12", "X-QQ:34",
            "X-GTALK:g@x", "X-GOOGLE-TALK:h@x", "X-SIP:sip:a@x", "X-SKYPE-USERNAME:ann.s",
            "X-MS-IMADDRESS:im@x", seen: handles,
            is: "aim=ann icq=12 qq=34 gtalk=g@x google talk=h@x sip=sip:a@x skype=ann.s =im@x"),
        Row(
            "what Apple writes twice", "X-JABBER:a@x", "IMPP;X-SERVICE-TYPE=Jabber:xmpp:a@x",
            "IMPP;X-SERVICE-TYPE=ICQ:aim:12", "X-ICQ:12", "X-ICQ:13", seen: handles,
            is: "jabber=xmpp:a@x icq=aim:12 icq=13"),
        Row(
            "Nextcloud's manager", "X-MANAGERSNAME:Old Boss",
            seen: { $0.relations.map { "\($0.label)=\($0.value)" }.joined() },
            is: "manager=Old Boss"),
        Row(
            "address in the street", "ADR:;;1 Mill Lane\\nTown;;;;",
            seen: { $0.addresses[0].value.oneLine }, is: "1 Mill Lane, Town"),
        Row(
            "Apple anniversary", "i.X-ABDATE:2011-06-18",
            "i.X-ABLabel:_$!<Anniversary>!$_", seen: { $0.anniversary?.description ?? "" },
            is: "2011-06-18"),
        Row(
            "an anniversary in both forms", "ANNIVERSARY:20110618", "i.X-ABDATE:2011-06-18",
            "i.X-ABLabel:_$!<Anniversary>!$_", "j.X-ABDATE:2019-05-04", "j.X-ABLabel:wedding",
            seen: { $0.dates.map { "\($0.label)=\($0.value)" }.joined(separator: " ") },
            is: "wedding=2019-05-04"),
        Row(
            "two anniversaries", "ANNIVERSARY:20110618", "i.X-ABDATE:2012-01-01",
            "i.X-ABLabel:Anniversary",
            seen: { $0.dates.map(\.value.description).joined(separator: " ") }, is: "2012-01-01"),
        Row(
            "what else the standard knows", "DEATHDATE:20200101", "GENDER:F", "GENDER:O;agender",
            "LANG:de", "HOBBY;LEVEL=high:sailing", "GENDER:U", "KEY:data:application/x;base64,AA",
            "KEY;ENCODING=b:AA", "BIRTHPLACE:Port Lund",
            seen: { $0.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ") },
            is: "died=2020-01-01 gender=female gender=agender language=de hobby=sailing "
                + "born in=Port Lund"),
        Row(
            "tags of two lines", "CATEGORIES:a,b", "CATEGORIES:b,c",
            seen: { $0.tags.joined(separator: "|") }, is: "a|b|c"),
        Row(
            "escaped commas", "CATEGORIES:a\\, b\\, c", seen: { $0.tags.joined(separator: "|") },
            is: "a|b|c"),
        Row(
            "a comma in the only tag", "CATEGORIES;VALUE=text:Segel\\, Club",
            seen: { $0.tags.joined(separator: "|") }, is: "Segel, Club"),
        Row(
            "photo elsewhere", "PHOTO:https\\://x/y",
            seen: { "\($0.photo == .uri("https://x/y"))" }, is: "true"),
        Row(
            "photo with VALUE", "PHOTO;VALUE=uri:http://x",
            seen: { "\($0.photo == .uri("http://x"))" }, is: "true"),
        Row(
            "photo inside", "PHOTO;ENCODING=b:AAAAAAAA",
            seen: { "\($0.photo == .inline(approximateBytes: 6))" }, is: "true"),
        Row("two notes", "NOTE:a", "NOTE:b", seen: { $0.notes.joined(separator: "|") }, is: "a|b"),
        Row("first valid version", "VERSION:3.0", "VERSION:9", seen: \.version.rawValue, is: "3.0"),
    ]

    @Test(arguments: names)
    func `a name is shown as people would say it`(row: Row) {
        #expect(row.seen(Self.view(row.lines)) == row.expected)
    }

    @Test(arguments: labels)
    func `a value is shown with its label`(row: Row) {
        #expect(row.seen(Self.view(row.lines)) == row.expected)
    }

    @Test(arguments: [
        ("+1 (555) 010-2030", "+15550102030"), ("0044 20 7946", "+44207946"),
        ("tel:+1-555-0100;ext=4", "+15550100"), ("555 0100 x12", "5550100"), ("none", ""),
        ("٥٥٥", "555"),
    ])
    func `phone numbers match by their digits`(number: String, key: String) {
        #expect(MatchKey.phone(number) == key)
    }
}
