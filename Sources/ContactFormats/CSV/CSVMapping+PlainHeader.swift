extension CSVMapping {
    /// Reads the header of a table that somebody made by hand: kith's own field names, such as
    /// `phone.work.2`, and plain English words for them.
    ///
    /// Columns that are left of a known program's table count as well.
    ///
    /// Nil unless it has a column for names or addresses, and another one: a row of a table holds
    /// a word such as `note` easily.
    ///
    /// - Parameter columns: The cells of what may be the header.
    init?(plainHeader columns: [String]) {
        let fields = columns.map { column in
            (
                column: column,
                field: Self.plainField(of: Self.key(of: column))
                    ?? Self.remnants.lazy.compactMap { $0.mapping.written(of: column) }.first
            )
        }
        let known = fields.compactMap { column in column.field.flatMap { CSVField(parsing: $0) } }
        let isOfPeople = known.contains { $0.kind == .name || $0.kind == .email }
        guard known.count >= 2, isOfPeople else { return nil }
        self.init(fields: fields.compactMap { entry in entry.field.map { (entry.column, $0) } })
    }

    /// The field of a column with that name, as a mapping file would say it; nil for an unknown
    /// name.
    private static func plainField(of key: String) -> String? {
        if let field = words[key] { return field }
        let isField = CSVField(parsing: key) != nil && key.first?.isLetter == true
        return isField && !key.contains(" ") ? key : nil
    }

    /// Programs whose columns still mean the same when others of their table were taken out.
    private static let remnants: [CSVDialect] = [.google, .olderGoogle, .thunderbird]

    private static let words = [
        "full name": "name", "display name": "name", "first name": "name.given",
        "given name": "name.given", "forename": "name.given", "middle name": "name.additional",
        "last name": "name.family", "family name": "name.family", "surname": "name.family",
        "e-mail": "email", "mail": "email", "email address": "email",
        "e-mail address": "email", "telephone": "phone", "tel": "phone", "phone number": "phone",
        "mobile": "phone.mobile", "mobile phone": "phone.mobile", "cell": "phone.mobile",
        "home phone": "phone.home", "work phone": "phone.work", "org": "organisation",
        "company": "organisation", "organization": "organisation",
        "department": "organisation.department", "job title": "title", "position": "title",
        "date of birth": "birthday", "notes": "note", "website": "url", "web": "url",
        "tag": "tags", "categories": "tags", "groups": "tags", "labels": "tags",
        "street": "address.street", "city": "address.city", "town": "address.city",
        "region": "address.region", "state": "address.region", "zip": "address.code",
        "postcode": "address.code", "postal code": "address.code", "zip code": "address.code",
        "country": "address.country",
    ]
}
