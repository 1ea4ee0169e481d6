import ContactModel

extension Measure {
    /// Out of the well of one's profession: how many touches leave the own field, and with whom the
    /// next one could (practice S1-1).
    static func horizon(_ book: PracticeBook) -> Measure {
        let fields = book.touches().filter(\.isReal).flatMap { $0.item.entities(.with) }
            .compactMap { book.people[$0]?.overlay.text(.field) }
        let parts = foldedCounts(fields)
        let own = ownField(book)
        let home = FoldedText.words(own.isEmpty ? parts.first?.label ?? "" : own)
        let outside = parts.filter { FoldedText.words($0.label) != home }
            .reduce(0) { $0 + $1.value }
        let whose = own.isEmpty ? "the field you meet most" : "your own field (\(own))"
        return Measure(
            "horizon",
            parts.isEmpty
                ? "No field is written down yet: kith set NAME field=…"
                : "\(share(outside, of: fields.count { !$0.isEmpty })) % of touches leave \(whose).",
            parts: Array(parts.prefix(shownParts)),
            why: ([
                "field= of the people of a year's touches, your own by kith me field=…; out of the "
                    + "well of one's profession"
            ] + beyond(home, book)).joined(separator: "; "))
    }

    /// The field I named as my own; empty without.
    private static func ownField(_ book: PracticeBook) -> String {
        book.items(.me).first { $0.text(.audience).isEmpty }?.text(.field) ?? ""
    }

    /// People outside a field with whom no touch was for longest.
    private static func beyond(_ home: [String], _ book: PracticeBook) -> [String] {
        guard !home.isEmpty else { return [] }
        let people = book.people.values.filter { facts in
            let field = FoldedText.words(facts.overlay.text(.field))
            return !field.isEmpty && field != home && !book.isUnproposed(facts.person)
        }.sorted {
            ($0.touches.lastMilliseconds ?? 0, $0.name, $0.person)
                < ($1.touches.lastMilliseconds ?? 0, $1.name, $1.person)
        }.prefix(shownBeyond)
        guard !people.isEmpty else { return [] }
        let names = people.map { "\($0.name) (\($0.overlay.text(.field)))" }
        return ["outside it, longest not met: " + names.joined(separator: ", ")]
    }

    /// People outside the own field who are named: as many as a line shows.
    private static let shownBeyond = 3
}
