import ChangeLog
package import ContactModel

extension PersonView {
    /// The shape of `show --json` and `export --format json`; members are always all there.
    ///
    /// Overlay fields are no part of it: the caller adds them where the reader is their owner.
    ///
    /// - Parameter photo: What the photo is; its bytes are no part of it either.
    /// - Returns: An object.
    package func json(photo: PhotoFacts?) -> JSONValue {
        .object([
            ("id", .text(entity.description)),
            ("kind", .text(kind.rawValue)),
            ("form", .text(form.name)),
            ("display_name", .text(displayName)),
            ("sort_name", .text(sortName)),
            ("name", name.json),
            ("nicknames", .texts(nicknames)),
            ("organisation", .text(organisation)),
            ("organisation_units", .texts(organisationUnits)),
            ("title", .text(title)),
            ("role", .text(role)),
            ("further_organisations", .array(furtherOrganisations.map { .texts($0) })),
            ("further_titles", .texts(furtherTitles)),
            ("further_roles", .texts(furtherRoles)),
            ("emails", .labelled(emails) { .text($0) }),
            ("phones", .labelled(phones) { .text($0) }),
            ("urls", .labelled(urls) { .text($0) }),
            ("addresses", .labelled(addresses, \.json)),
            ("handles", .labelled(handles) { .text($0) }),
            ("relations", .labelled(relations) { .text($0) }),
            ("birthday", .optional(birthday?.description)),
            ("anniversary", .optional(anniversary?.description)),
            ("dates", .labelled(dates) { .text($0.description) }),
            ("notes", .texts(notes)),
            ("tags", .texts(tags)),
            (
                "facts",
                .array(
                    facts.map { fact in
                        .object([("name", .text(fact.name)), ("value", .text(fact.value))])
                    })
            ),
            (
                "custom",
                .array(
                    custom.map { field in
                        .object([("name", .text(field.name)), ("value", .text(field.value))])
                    })
            ),
            ("groups", .texts(groups)),
            ("photo", photo?.json ?? .null),
            ("uid", .optional(uid)),
            ("vcard_version", .text(version.rawValue)),
        ])
    }
}

extension JSONValue {
    fileprivate static func labelled<Value>(
        _ values: [Labelled<Value>], _ body: (Value) -> JSONValue
    ) -> JSONValue {
        .array(
            values.map { entry in
                .object([
                    ("value", body(entry.value)), ("label", .text(entry.label)),
                    ("preferred", .bool(entry.isPreferred)),
                ])
            })
    }
}

extension CardForm {
    /// The name in JSON.
    fileprivate var name: String {
        switch self {
        case .individual: "individual"
        case .organisation: "organisation"
        case .group: "group"
        case .location: "location"
        }
    }
}

extension PersonName {
    fileprivate var json: JSONValue {
        .object([
            ("prefix", .text(prefix)), ("given", .text(given)), ("additional", .text(additional)),
            ("family", .text(family)), ("suffix", .text(suffix)),
        ])
    }
}

extension PostalAddress {
    fileprivate var json: JSONValue {
        .object([
            ("po_box", .text(poBox)), ("extended", .text(extended)), ("street", .text(street)),
            ("locality", .text(locality)), ("region", .text(region)),
            ("postal_code", .text(postalCode)), ("country", .text(country)),
        ])
    }
}
