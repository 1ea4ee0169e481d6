extension CSVDialect {
    /// The table that Outlook.com and the new Outlook export.
    static let outlook = CSVDialect(
        name: "Outlook", signature: ["first name", "e-mail address", "given yomi"],
        mapping: CSVMapping(builtIn: outlookColumns))

    /// The table that Outlook for Windows exports, and Google as "Outlook CSV".
    static let classicOutlook = CSVDialect(
        name: "Outlook (classic)",
        signature: ["first name", "e-mail address", "business street", "home street"],
        mapping: CSVMapping(builtIn: outlookColumns))

    /// `Title` is the prefix of the name, not the job.
    private static let outlookColumns =
        outlookPeople + outlookPhones
        + ["Home", "Business", "Other"].map(outlookAddress).joined()

    private static let outlookPeople = """
        @dates = month first
        First Name = name.given
        Middle Name = name.additional
        Last Name = name.family
        Title = name.prefix
        Suffix = name.suffix
        Nickname = nickname
        Given Yomi = phonetic.given
        Surname Yomi = phonetic.family
        E-mail Address = email
        E-mail 2 Address = email.2
        E-mail 3 Address = email.3
        IMAddress = messenger
        Company = organisation
        Department = organisation.department
        Job Title = organisation.title
        Profession = role
        Personal Web Page = url.home
        Web Page = url.work
        Spouse = relation.spouse
        Children = relation.child
        Manager's Name = relation.manager
        Assistant's Name = relation.assistant
        Gender = gender
        Hobby = hobby
        Birthday = birthday
        Anniversary = anniversary
        Categories = tags
        Notes = note

        """

    private static let outlookPhones = """
        Primary Phone = phone.main
        Home Phone = phone.home
        Home Phone 2 = phone.home.2
        Business Phone = phone.work
        Business Phone 2 = phone.work.2
        Mobile Phone = phone.mobile
        Car Phone = phone.car
        Other Phone = phone.other
        Pager = phone.pager
        Business Fax = phone.work fax
        Home Fax = phone.home fax
        Other Fax = phone.other fax
        Company Main Phone = phone.company main
        Callback = phone.callback
        Radio Phone = phone.radio
        Telex = phone.telex
        TTY/TDD Phone = phone.textphone
        ISDN = phone.isdn
        Assistant's Phone = phone.assistant

        """

    private static func outlookAddress(_ place: String) -> String {
        let label = place == "Business" ? "work" : place.lowercased()
        let parts = [
            ("Address", "formatted"), ("Street", "street"), ("Street 2", "street2"),
            ("Street 3", "street3"), ("Address PO Box", "pobox"), ("City", "city"),
            ("State", "region"), ("Postal Code", "code"), ("Country", "country"),
            ("Country/Region", "country"),
        ]
        return parts.map { "\(place) \($0.0) = address.\(label).\($0.1)\n" }.joined()
    }
}
