extension ItemCatalogue {
    /// The kinds for outcomes, and for what one is known for.
    static let measures: [ItemSchema] = [
        ItemSchema(
            .outcome, "outcomes", "What came of a relationship.",
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(
                    .type,
                    .choice([
                        "referral", "offer", "business", "mentorship", "support", "insight",
                        "invite",
                    ]), "of what kind"),
                ItemField(.value, .choice(["low", "middle", "high"]), "how much it is worth"),
                ItemField(.via, .people, "through whom"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.at, .instant, "when"),
            ]),
        ItemSchema(
            .opportunity, "opportunities", "An idea, vacancy or project that somebody brought.",
            closed: ["taken", "declined"],
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(.person, .person, "from whom"),
                ItemField(
                    .type,
                    .choice(["idea", "vacancy", "project", "consultation", "speaking", "other"]),
                    "of what kind"),
                ItemField(.value, .choice(["low", "middle", "high"]), "how much it is worth"),
                ItemField(.at, .instant, "when"),
                ItemField(.status, .choice(["open", "taken", "declined"]), "how it stands"),
            ]),
        ItemSchema(
            .signal, "signals", "A sign of standing: invited, asked, recommended, named.",
            [
                ItemField(.text, "what"),
                ItemField(
                    .type,
                    .choice([
                        "invited", "asked", "recommended", "speaker", "recognised", "mentioned",
                    ]), "of what kind"),
                ItemField(.person, .person, "by whom"), ItemField(.at, .instant, "when"),
            ]),
        ItemSchema(
            .rating, "ratings", "How good the exchange with somebody is, looked at calmly.",
            [
                ItemField(.person, .person, "with whom", isRequired: true),
                ItemField(.insight, .number(0...5), "what I learn"),
                ItemField(.support, .number(0...5), "how far we stand by each other"),
                ItemField(.mutual, .number(0...5), "whether both gain"),
                ItemField(.at, .instant, "when"), ItemField(.text, "in words"),
            ]),
        ItemSchema(
            .me, "me", "My own profile, a question a field.", title: .who,
            [
                ItemField(.who, "who I am and what I do"),
                ItemField(.field, "my own profession or field"),
                ItemField(.interests, "what interests me"),
                ItemField(.useful, "how I can be useful to others"),
                ItemField(.value, "my value proposition, in a sentence"),
                ItemField(.proofs, "what shows it, a line each"),
                ItemField(.looking, "what I am looking for"),
                ItemField(.name, "how I am called"), ItemField(.email, "how to reach me"),
                ItemField(.phone, "the number to call me on"), ItemField(.url, "my page"),
                ItemField(.photo, "a file with my picture"),
                ItemField(.budget, .number(0...10_000), "minutes a week for all this"),
                ItemField(.quota, .number(0...1_000), "touches a week that are enough"),
                ItemField(.ceiling, .number(0...1_000), "touches a week at most"),
                ItemField(.knows, "topics I know well: topic or topic=level, by commas"),
                ItemField(.audience, "for whom these answers are, when not for all"),
            ]),
    ]
}
