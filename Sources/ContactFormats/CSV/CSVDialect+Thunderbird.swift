extension CSVDialect {
    /// The table that Thunderbird exports in English, American or British; other languages need a
    /// mapping.
    static let thunderbird = CSVDialect(
        name: "Thunderbird",
        signature: ["first name", "last name", "display name", "primary email"],
        mapping: CSVMapping(
            builtIn: thunderbirdPeople + ["Home", "Work"].map(thunderbirdAddress).joined()))

    private static let thunderbirdPeople = """
        First Name = name.given
        Last Name = name.family
        Display Name = name
        Nickname = nickname
        Primary Email = email
        Secondary Email = email.2
        Screen Name = messenger
        Work Phone = phone.work
        Home Phone = phone.home
        Fax Number = phone.fax
        Pager Number = phone.pager
        Mobile Number = phone.mobile
        Job Title = organisation.title
        Department = organisation.department
        Organization = organisation
        Organisation = organisation
        Web Page 1 = url.work
        Web Page 2 = url.home
        Birth Year = birthday.year
        Birth Month = birthday.month
        Birth Day = birthday.day
        Notes = note

        """

    private static func thunderbirdAddress(_ place: String) -> String {
        let parts = [
            ("Address", "street"), ("Address 2", "street2"), ("City", "city"), ("Town", "city"),
            ("State", "region"), ("County", "region"), ("ZipCode", "code"), ("Post Code", "code"),
            ("Postcode", "code"), ("Country", "country"),
        ]
        return parts.map { "\(place) \($0.0) = address.\(place.lowercased()).\($0.1)\n" }.joined()
    }
}
