import ChangeLog

extension ItemCatalogue {
    /// Touches, and what keeps them going.
    static let rhythm: [ItemSchema] = [
        ItemSchema(
            .touch, "touches",
            "One time that you were in touch with somebody; everything else reads these.",
            [
                ItemField(.with, .people, "who", isRequired: true),
                ItemField(.at, .instant, "when", isRequired: true),
                ItemField(.type, .choice(touchTypes), "what it was"),
                ItemField(.direction, .choice(["out", "in", "both"]), "who began it"),
                ItemField(.channel, "phone, mail, in person …"),
                ItemField(.minutes, .number(0...6_000), "how long"),
                ItemField(.depth, .number(0...3), "0 a card swapped, 3 a real conversation"),
                ItemField(.useful, .number(0...3), "to anybody"),
                ItemField(.energy, .number(-2...2), "what it took or gave"),
                ItemField(.confidence, .number(0...5), "how sure I felt"),
                ItemField(.text, "what it was about"),
                ItemField(.gave, "what I gave"), ItemField(.got, "what I got"),
                ItemField(.learned, "what I learned, or would do otherwise"),
                ItemField(.topic, "the topic"), ItemField(.url, "a link"),
                ItemField(.response, .choice(["answered", "none"]), "whether it was answered"),
                ItemField(.goal, .item(.goal), "for which goal"),
                ItemField(.area, .item(.area), "in which area"),
                ItemField(.event, .item(.event), "at which event"),
            ]),
        ItemSchema(
            .cadence, "cadences",
            "How often to be in touch, for a tier, a tag, a relation or everybody.",
            [
                ItemField(
                    .text, "tier:close, tag:family, relation:manager or all", isRequired: true),
                ItemField(.every, "30d, or 30d/60d with the longest gap", isRequired: true),
            ]),
        ItemSchema(
            .followup, "followups", "What to come back to, with somebody.", closed: ["done"],
            [
                ItemField(.text, "what about", isRequired: true),
                ItemField(.person, .person, "with whom", isRequired: true),
                ItemField(.by, .day, "until when"),
                ItemField(.event, .item(.event), "after which event"),
                ItemField(.status, .choice(["open", "done"]), "how it stands"),
                ItemField(.done, .day, "when it was done"),
            ]),
        ItemSchema(
            .occasion, "occasions", "A day worth a word: an achievement, a name day.",
            [
                ItemField(.text, "what it is", isRequired: true),
                ItemField(.person, .person, "whose", isRequired: true),
                ItemField(.day, .yearlyDay, "2027-05-01, or --05-01 every year"),
                ItemField(
                    .type, .choice(["achievement", "name-day", "holiday", "other"]), "what"),
            ]),
        ItemSchema(
            .rest, "rests", "Days on which nothing reminds me.",
            [
                ItemField(.text, "why"), ItemField(.from, .day, "first day", isRequired: true),
                ItemField(.to, .day, "last day", isRequired: true),
            ]),
        ItemSchema(
            .review, "reviews", "Looking back and ahead, in my own words.",
            [
                ItemField(.text, "the answers"), ItemField(.at, .instant, "when"),
                ItemField(.type, .choice(["week", "quarter"]), "of what"),
                ItemField(.energy, .number(-2...2), "how I am"),
            ]),
        ItemSchema(
            .topic, "topics", "What one is talking about with somebody, and whose turn it is.",
            closed: ["closed"],
            [
                ItemField(.text, "the topic", isRequired: true),
                ItemField(.person, .person, "with whom", isRequired: true),
                ItemField(.turn, .choice(["mine", "theirs"]), "whose turn"),
                ItemField(.status, .choice(["open", "closed"]), "how it stands"),
            ]),
        ItemSchema(
            .feed, "feeds", "What somebody writes in public.", title: .url,
            [
                ItemField(.url, "where", isRequired: true),
                ItemField(.person, .person, "who writes", isRequired: true),
            ]),
    ]

    /// The types of a touch, from light to deep (practice S1-4, S1-12).
    package static let touchTypes = [
        "like", "card", "comment", "message", "mail", "letter", "call", "video", "coffee", "meal",
        "meeting", "visit", "event", "gift", "hello", "thanks", "help", "advice", "other",
    ]

    /// Words that people use for them.
    package static let touchSynonyms = [
        "breakfast": "meal", "lunch": "meal", "dinner": "meal", "supper": "meal", "drinks": "meal",
        "tea": "coffee", "chat": "message", "sms": "message", "text": "message", "email": "mail",
        "e-mail": "mail", "phone": "call", "zoom": "video", "met": "meeting", "postcard": "letter",
    ]
}
