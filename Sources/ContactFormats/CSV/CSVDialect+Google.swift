extension CSVDialect {
    /// The table that Google Contacts exports today.
    static let google = CSVDialect(
        name: "Google", signature: ["first name", "last name", "organization name", "labels"],
        mapping: CSVMapping(builtIn: googleNames + googleBlocks(label: "Label")))

    /// The table that Google Contacts exported before 2024.
    static let olderGoogle = CSVDialect(
        name: "Google (before 2024)",
        signature: ["name", "given name", "family name", "group membership"],
        mapping: CSVMapping(builtIn: olderGoogleNames + googleBlocks(label: "Type")))

    private static let googleNames = """
        First Name = name.given
        Middle Name = name.additional
        Last Name = name.family
        Phonetic First Name = phonetic.given
        Phonetic Middle Name = phonetic.additional
        Phonetic Last Name = phonetic.family
        Name Prefix = name.prefix
        Name Suffix = name.suffix
        Nickname = nickname
        File As = name.sort
        Organization Name = organisation
        Organization Title = organisation.title
        Organization Department = organisation.department
        Birthday = birthday
        Notes = note
        Photo = photo
        Labels = tags.google
        Full Name = name
        Occupation = role
        Gender = gender
        Hobby = hobby
        Organization # - Name = organisation.#
        Organization # - Title = organisation.title.#
        Organization # - Department = organisation.department.#

        """

    private static let olderGoogleNames = """
        Name = name
        Given Name = name.given
        Additional Name = name.additional
        Family Name = name.family
        Given Name Yomi = phonetic.given
        Additional Name Yomi = phonetic.additional
        Family Name Yomi = phonetic.family
        Name Prefix = name.prefix
        Name Suffix = name.suffix
        Nickname = nickname
        Short Name = nickname.2
        File As = name.sort
        Birthday = birthday
        Gender = gender
        Hobby = hobby
        Occupation = role
        Notes = note
        Photo = photo
        Group Membership = tags.google
        Organization # - Type = organisation.label.#
        Organization # - Name = organisation.#
        Organization # - Title = organisation.title.#
        Organization # - Department = organisation.department.#

        """

    private static func googleBlocks(label: String) -> String {
        let pairs = [
            ("E-mail", "email"), ("Phone", "phone"), ("Website", "url"), ("Relation", "relation"),
            ("Event", "date"), ("Custom Field", "own"), ("IM", "messenger"),
        ]
        var text = pairs.map { column, field in
            "\(column) # - \(label) = \(field).label.#\n\(column) # - Value = \(field).#\n"
        }.joined()
        text += "IM # - Service = messenger.service.#\nAddress # - \(label) = address.label.#\n"
        let parts = [
            ("Formatted", "formatted"), ("Street", "street"), ("City", "city"),
            ("PO Box", "pobox"), ("Region", "region"), ("Postal Code", "code"),
            ("Country", "country"), ("Extended Address", "extended"),
        ]
        for (column, part) in parts { text += "Address # - \(column) = address.\(part).#\n" }
        return text
    }
}
