import ChangeLog

extension ItemCatalogue {
    /// Events, communities, rounds of matching.
    static let gatherings: [ItemSchema] = [
        ItemSchema(
            .event, "events", "A gathering, before and after.", closed: ["over", "skipped"],
            [
                ItemField(.text, "what it is called", isRequired: true),
                ItemField(.day, .day, "when"), ItemField(.place, "where"),
                ItemField(.size, .number(0...1_000_000), "how many people"),
                ItemField(.mode, .choice(["online", "offline"]), "how one meets"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.area, .item(.area), "in which area"),
                ItemField(.community, .item(.community), "of which community"),
                ItemField(.people, .people, "who is there"),
                ItemField(.speakers, .people, "who speaks"),
                ItemField(.hours, .number(0...1_000), "how long"),
                ItemField(.cost, .choice(["low", "middle", "high"]), "what it costs me"),
                ItemField(.learned, "what it gave"),
                ItemField(.status, .choice(["planned", "over", "skipped"]), "how it stands"),
            ]),
        ItemSchema(
            .guest, "guests", "Somebody on the list of a gathering who has no card here.",
            [
                ItemField(.text, "the name", isRequired: true),
                ItemField(.event, .item(.event), "of which gathering", isRequired: true),
                ItemField(.email, "the address on the list"),
                ItemField(.org, "where from, as the list says"),
                ItemField(.role, "what the list says: speaker, host"),
                ItemField(.note, "what was said"),
                ItemField(.person, .person, "whose card it is, once there is one"),
            ]),
        ItemSchema(
            .community, "communities", "A circle that meets; two visits, then a verdict.",
            [
                ItemField(.text, "its name", isRequired: true),
                ItemField(.area, .item(.area), "in which area"),
                ItemField(.verdict, .choice(["trial", "stay", "leave"]), "what I think"),
                ItemField(.people, .people, "who belongs to it"),
            ]),
        ItemSchema(
            .pool, "pools", "People who want to be matched with each other again and again.",
            [
                ItemField(.text, "its name", isRequired: true),
                ItemField(.people, .people, "who takes part"),
                ItemField(.paused, .people, "who sits out for now"),
                ItemField(.every, "how often: 2w"),
                ItemField(.mode, .choice(["online", "offline", "either"]), "how they meet"),
                ItemField(.area, .item(.area), "in which area"),
            ]),
        ItemSchema(
            .pair, "pairs", "Two people of a pool who were matched, or never shall be.",
            [
                ItemField(
                    .pool, .item(.pool), "of which pool", isRequired: true),
                ItemField(.a, .person, "the one", isRequired: true),
                ItemField(.b, .person, "the other", isRequired: true),
                ItemField(.c, .person, "a third, on odd numbers"),
                ItemField(.round, .number(0...1_000_000), "in which round; 0 is never"),
                ItemField(.day, .day, "on which day"),
                ItemField(.mode, .choice(["online", "offline"]), "how they meet"),
                ItemField(.text, "what came of it"),
            ]),
    ]
}
