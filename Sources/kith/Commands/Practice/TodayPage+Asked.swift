import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice

extension TodayPage {
    /// Adds who wrote and waits for a word.
    mutating func addAnswers() {
        add(
            "Your turn",
            day.answers.map { due in
                let name = day.names[due.person] ?? ""
                let parts = [name, due.words, "since \(due.day)"]
                return (due.touch.item, parts, due.remedy(name))
            })
    }

    /// Adds introductions that somebody agreed to.
    mutating func addIntroductions() {
        func name(_ person: EntityID) -> String { day.names[person] ?? "" }
        add(
            "Bring together",
            day.introductions.map { ($0.item, [$0.sentence(name)], $0.remedy(name)) })
    }

    /// Adds gatherings of which nothing was written down.
    mutating func addUntold() {
        add(
            "How was it?",
            day.untold.map {
                ($0, [$0.text(.text), $0.text(.day)], UntoldGathering.remedy($0))
            })
    }

    /// Adds pools whose next round is to be matched.
    mutating func addPools() {
        add(
            "Match a round",
            day.pools.map {
                (
                    $0.pool, [$0.pool.text(.text), $0.rhythm.sentence],
                    "kith match \(ItemText.shortID($0.pool.id)) --save"
                )
            })
    }

    /// Adds a section of what one can do something about, with the way on another line.
    private mutating func add(
        _ title: String, _ rows: [(item: Item, words: [String], remedy: String)]
    ) {
        guard day.rest == nil, !rows.isEmpty else { return }
        lines.append(Style.strong(title))
        let shown = isWhole ? rows.count : Self.shownItems
        for row in rows.prefix(shown) {
            let words = row.words.filter { !$0.isEmpty }.map(TerminalText.visible)
            lines.append(
                "  \(Style.faint(ItemText.shortID(row.item.id)))  "
                    + words.joined(separator: "  "))
            lines.append(Style.faint("          \(TerminalText.visible(row.remedy))"))
        }
        if rows.count > shown {
            lines.append(
                Style.faint("  and \(rows.count - shown) more: `kith today --all`"))
        }
    }
}

extension Today {
    /// Who waits for a word, for programs.
    static func json(_ due: AnswerDue, _ names: [EntityID: String]) -> JSONValue {
        .object([
            ("id", .text(due.touch.item.id.description)),
            ("person", .text(due.person.description)),
            ("name", .text(names[due.person] ?? "")), ("day", .text(due.day.description)),
            ("text", .text(due.words)),
        ])
    }

    /// A pool whose next round is to be matched, for programs.
    static func json(_ pool: Item, _ rhythm: PoolRhythm) -> JSONValue {
        .object([
            ("id", .text(pool.id.description)), ("text", .text(pool.text(.text))),
            ("last", .optional(rhythm.last?.description)),
            ("next", .optional(rhythm.next?.description)),
        ])
    }

    /// An introduction that somebody agreed to, for programs.
    static func json(_ intro: OpenIntroduction, _ names: [EntityID: String]) -> JSONValue {
        .object([
            ("id", .text(intro.item.id.description)),
            ("willing", .text(intro.willing.description)),
            ("other", .text(intro.other.description)),
            ("sentence", .text(intro.sentence { names[$0] ?? "" })),
            ("remedy", .text(intro.remedy { names[$0] ?? "" })),
        ])
    }
}
