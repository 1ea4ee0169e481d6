extension ItemCatalogue {
    /// Giving, asking, promising; what people need and what one has.
    static let reciprocity: [ItemSchema] = [
        ItemSchema(
            .promise, "promises", "What was promised, by me or to me.",
            closed: ["kept", "broken", "withdrawn"],
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(.person, .person, "to whom, or by whom", isRequired: true),
                ItemField(.by, .day, "until when"),
                ItemField(.side, .choice(["mine", "theirs"]), "whose promise"),
                ItemField(
                    .status, .choice(["open", "kept", "broken", "withdrawn"]), "how it stands"),
            ]),
        ItemSchema(
            .entry, "entries", "Something given, received or asked for.", closed: ["yes", "no"],
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(.person, .person, "with whom", isRequired: true),
                ItemField(.side, .choice(["given", "received", "asked"]), "which way"),
                ItemField(.weight, .number(1...5), "how much it meant"),
                ItemField(.at, .instant, "when"),
                ItemField(.status, .choice(["open", "yes", "no"]), "how an ask ended"),
                ItemField(.thanked, .day, "when thanks were given"),
            ]),
        ItemSchema(
            .need, "needs", "What somebody needs, hopes for, works on.", closed: ["met", "gone"],
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(.person, .person, "who", isRequired: true),
                ItemField(
                    .type,
                    .choice(["need", "pain", "priority", "value", "aspiration", "project", "goal"]),
                    "what it is"),
                ItemField(.source, "where I know it from"),
                ItemField(.at, .instant, "since when"),
                ItemField(.status, .choice(["open", "met", "gone"]), "how it stands"),
            ]),
        ItemSchema(
            .offer, "offers", "What I can give: a skill, a person, a place, time.",
            [
                ItemField(.text, "what", isRequired: true),
                ItemField(
                    .type,
                    .choice(["skill", "people", "place", "tool", "money", "time", "knowledge"]),
                    "what it is"),
                ItemField(.limits, "up to where"), ItemField(.url, "a link"),
                ItemField(.audience, "for whom it is, by commas, when not for all"),
                ItemField(.person, .person, "who gives it, when it is not me"),
            ]),
        ItemSchema(
            .intro, "intros", "Two people I bring together, once both have agreed.",
            closed: ["made", "declined"],
            [
                ItemField(.a, .person, "the one", isRequired: true),
                ItemField(.b, .person, "the other", isRequired: true),
                ItemField(.text, "why they should meet"),
                ItemField(.aSays, .choice(["asked", "yes", "no"]), "what the one says"),
                ItemField(.bSays, .choice(["asked", "yes", "no"]), "what the other says"),
                ItemField(.status, .choice(["open", "made", "declined"]), "how it stands"),
                ItemField(.outcome, "what came of it"),
            ]),
        ItemSchema(
            .support, "supports", "Somebody stood up for me, or I for them.",
            [
                ItemField(.text, "what happened", isRequired: true),
                ItemField(.person, .person, "who", isRequired: true),
                ItemField(.side, .choice(["mine", "theirs"]), "who supported"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.at, .instant, "when"),
            ]),
        ItemSchema(
            .alliance, "alliances", "A purpose shared with others, with stakes on both sides.",
            closed: ["ended"],
            [
                ItemField(.text, "the purpose", isRequired: true),
                ItemField(.people, .people, "with whom"),
                ItemField(.mine, "my stake"), ItemField(.theirs, "their stake"),
                ItemField(.review, .day, "when to look at it again"),
                ItemField(.status, .choice(["active", "ended"]), "how it stands"),
            ]),
        ItemSchema(
            .research, "research", "What was looked up about somebody, and where.",
            [
                ItemField(.text, "what was found", isRequired: true),
                ItemField(.person, .person, "about whom", isRequired: true),
                ItemField(.source, "where"), ItemField(.at, .instant, "when"),
            ]),
    ]
}
