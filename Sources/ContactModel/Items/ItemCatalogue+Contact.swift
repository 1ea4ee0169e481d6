extension ItemCatalogue {
    /// The kinds that belong to contacts: relations, roles in organisations, saved searches, marks.
    static let contact: [ItemSchema] = [
        ItemSchema(
            .relation, "relations", "How two people stand to each other.",
            [
                ItemField(.a, .person, "the one", isRequired: true),
                ItemField(.b, .person, "the other", isRequired: true),
                ItemField(.text, "what a is to b: sister, manager, friend", isRequired: true),
                ItemField(.from, .vagueDay, "since when"),
                ItemField(.to, .vagueDay, "until when"),
                ItemField(.strength, .number(0...100), "how close"),
                ItemField(.confidence, .number(0...100), "how sure I am"),
            ]),
        ItemSchema(
            .affiliation, "affiliations", "A person's role in an organisation, then or now.",
            [
                ItemField(.person, .person, "who", isRequired: true),
                ItemField(.org, .person, "the organisation", isRequired: true),
                ItemField(.text, "the role"),
                ItemField(
                    .type, .choice(["works", "involved", "studied", "member", "owns"]),
                    "in what way"),
                ItemField(.from, .vagueDay, "since when"),
                ItemField(.to, .vagueDay, "until when"),
                ItemField(.industry, "the field of the organisation"),
            ]),
        ItemSchema(
            .search, "searches", "A search that is kept under a name.", title: .name,
            [
                ItemField(.name, "the name, used as @name", isRequired: true),
                ItemField(.query, "the words of the search", isRequired: true),
            ]),
        ItemSchema(
            .field, "fields", "A field of your own on cards, with the type of its values.",
            title: .name,
            [
                ItemField(.name, "the name, used as x.name", isRequired: true),
                ItemField(
                    .type, .choice(CustomFieldType.allCases.map(\.rawValue)),
                    "what it takes; any text unless told"),
                ItemField(.choices, "of a choice: its words, with commas"),
                ItemField(.text, "what it is for"),
            ]),
        ItemSchema(
            .distinct, "distincts", "Two people who are not the same, whatever it looks like.",
            [
                ItemField(.a, .person, "the one", isRequired: true),
                ItemField(.b, .person, "the other", isRequired: true),
                ItemField(.text, "why"),
            ]),
    ]
}
