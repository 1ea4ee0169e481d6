import ChangeLog

extension ItemCatalogue {
    /// Where one wants to go, and with whom.
    static let direction: [ItemSchema] = [
        ItemSchema(
            .goal, "goals", "Where I am, where I want to be, and why.",
            closed: ["done", "dropped"],
            [
                ItemField(.text, "the goal", isRequired: true),
                ItemField(.from, "where I am now"), ItemField(.to, "where I want to be"),
                ItemField(.why, "why it matters to me"), ItemField(.by, .day, "until when"),
                ItemField(.status, .choice(["active", "done", "dropped"]), "how it stands"),
            ]),
        ItemSchema(
            .criterion, "criteria", "What a good route to a goal is measured by.",
            [
                ItemField(.text, "the measure", isRequired: true),
                ItemField(.goal, .item(.goal), "of which goal", isRequired: true),
                ItemField(.weight, .number(1...5), "how much it counts"),
            ]),
        ItemSchema(
            .route, "routes", "One way to a goal.",
            [
                ItemField(.text, "the way", isRequired: true),
                ItemField(.goal, .item(.goal), "to which goal", isRequired: true),
                ItemField(.scores, "criterion=0…5, by commas"),
            ]),
        ItemSchema(
            .seat, "seats", "A role that a goal needs somebody for.",
            [
                ItemField(.text, "what this person would do", isRequired: true),
                ItemField(.goal, .item(.goal), "for which goal", isRequired: true),
                ItemField(.role, .choice(roles), "what the village calls it"),
                ItemField(.person, .person, "who has it"),
            ]),
        ItemSchema(
            .area, "areas", "A field of interest: honest, not convenient.",
            closed: ["closed"],
            [
                ItemField(.text, "the field", isRequired: true),
                ItemField(.why, "why it interests me"),
                ItemField(.origin, .choice(["own", "outer"]), "my own wish, or others'"),
                ItemField(.energy, .number(-2...5), "what it gives or takes"),
                ItemField(.goTo, .person, "whom I would ask first"),
                ItemField(.orgs, .people, "organisations in it"),
                ItemField(.people, .people, "people in it"),
                ItemField(.status, .choice(["open", "closed"]), "how it stands"),
            ]),
        ItemSchema(
            .target, "targets", "Somebody I want to know, and what I bring.",
            closed: ["reached", "dropped"],
            [
                ItemField(.text, "who or what role", isRequired: true),
                ItemField(.person, .person, "who, once known"),
                ItemField(.org, .person, "where"),
                ItemField(.role, "decision-maker, scientist, journalist …"),
                ItemField(.why, "why I want to know this person"),
                ItemField(.offer, "what I can offer first"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.area, .item(.area), "in which area"),
                ItemField(.next, "the next step"), ItemField(.nextBy, .day, "and by when"),
                ItemField(
                    .status, .choice(["wish", "active", "reached", "dropped"]),
                    "active needs why and offer"),
            ]),
        ItemSchema(
            .campaign, "campaigns", "An effort towards several targets, step by step.",
            closed: ["done"],
            [
                ItemField(.text, "the effort", isRequired: true),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.template, "what every step is like"),
                ItemField(.people, .people, "who takes part"),
                ItemField(.status, .choice(["active", "done"]), "how it stands"),
            ]),
        ItemSchema(
            .step, "steps", "A next action, of a campaign or by itself.", closed: ["done"],
            [
                ItemField(.text, "what to do", isRequired: true),
                ItemField(.campaign, .item(.campaign), "of which campaign"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.person, .person, "with whom"),
                ItemField(.by, .day, "until when"),
                ItemField(.status, .choice(["open", "done"]), "how it stands"),
            ]),
        ItemSchema(
            .told, "told", "Who has heard of a goal.",
            [
                ItemField(.goal, .item(.goal), "which goal", isRequired: true),
                ItemField(.person, .person, "who", isRequired: true),
                ItemField(.at, .instant, "when"), ItemField(.text, "the answer"),
            ]),
    ]

    /// The roles that it takes to get anywhere (practice S3-3, S2-15).
    package static let roles = [
        "informer", "connector", "helper", "advocate", "mentor", "guide", "sponsor", "ally",
        "champion", "peer", "mentee",
    ]
}
