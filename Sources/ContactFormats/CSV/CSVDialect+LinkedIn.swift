extension CSVDialect {
    /// `Connections.csv` of LinkedIn; the address of the profile tells who it is.
    static let linkedIn = CSVDialect(
        name: "LinkedIn", signature: ["first name", "last name", "connected on"],
        mapping: CSVMapping(
            builtIn: """
                First Name = name.given
                Last Name = name.family
                URL = uid
                Email Address = email
                Company = organisation
                Position = organisation.title
                Connected On = date.connected on LinkedIn

                """))
}
