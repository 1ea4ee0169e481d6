import ChangeLog
import ContactModel

/// The map as a page: the drawing, and in words what it shows, for a phone, a screen and paper.
package enum MapPage {
    /// The page.
    ///
    /// - Parameters:
    ///   - map: Who is on it.
    ///   - drawing: What Graphviz made of it.
    ///   - book: What was written down.
    /// - Returns: HTML that loads nothing from anywhere.
    package static func html(
        _ map: NetworkMap, drawing: String, _ book: PracticeBook
    ) -> String {
        let names = Dictionary(
            map.people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        func name(_ person: EntityID) -> String {
            let known = book.name(person)
            return known.isEmpty ? names[person] ?? "" : known
        }
        let reading = WebReading(PeopleWeb(book), book)
        let parts = [
            section("Circles", circles(reading, name)),
            section("Nobody but you stands between", holes(reading, name)),
            section("Bridges", bridges(reading, name)),
        ]
        return PageFrame.html(
            title: "The people, \(book.today)", style: style,
            body: """
                <article>
                <header><h1>The people</h1><p class="faint">As written down until \(book.today). \
                Private.</p></header>
                <figure>\(NetworkMap.figure(svg: drawing) ?? "")</figure>
                \(legend(map))
                \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
                </article>
                """)
    }

    private static func section(_ title: String, _ rows: [String]) -> String {
        guard !rows.isEmpty else { return "" }
        let items = rows.map { "<li>\($0)</li>" }.joined(separator: "\n")
        return "<section>\n<h2>\(HTMLText.escaped(title))</h2>\n<ul>\n\(items)\n</ul>\n</section>"
    }

    private static func circles(
        _ reading: WebReading, _ name: (EntityID) -> String
    ) -> [String] {
        reading.circles.map { circle in
            let others = circle.people.dropFirst().map(name).joined(separator: ", ")
            let field = circle.field.isEmpty ? "" : " · \(HTMLText.escaped(circle.field))"
            return """
                <strong>\(HTMLText.escaped(name(circle.people[0])))</strong>, \
                \(HTMLText.escaped(others))<br><span class="faint">\
                \(circle.ties) of \(circle.pairs) pairs know each other\(field)</span>
                """
        }
    }

    private static func holes(_ reading: WebReading, _ name: (EntityID) -> String) -> [String] {
        reading.holes.prefix(10).map { hole in
            let both = [hole.first, hole.second].map {
                HTMLText.escaped(name(reading.circles[$0].people[0]))
            }
            return "the people around \(both[0]) and those around \(both[1])"
        }
    }

    private static func bridges(_ reading: WebReading, _ name: (EntityID) -> String) -> [String] {
        reading.bridges.map { bridge in
            let beyond = bridge.beyond.prefix(12).map(name).joined(separator: ", ")
            let more = bridge.beyond.count > 12 ? " and \(bridge.beyond.count - 12) more" : ""
            return """
                <strong>\(HTMLText.escaped(name(bridge.person)))</strong> alone leads to \
                \(HTMLText.escaped(beyond + more))
                """
        }
    }

    /// The tiers that are on the map, with their colours.
    private static func legend(_ map: NetworkMap) -> String {
        let words = [
            ("focus", "focus"), ("close", "close"), ("active", "active"), ("wide", "wide"),
            ("none", "no tier"), ("far", "known through others"),
        ]
        let present = Set(map.people.map { $0.isMine ? $0.tier.isEmpty ? "none" : $0.tier : "far" })
        let items = words.filter { present.contains($0.0) }.map { tier, words in
            "<li><span class=\"swatch tier-\(tier)\"></span>\(words)</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>"
    }

    private static let style = """
        article { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem; }
        .faint { color: var(--faint); } header { margin-bottom: 1rem; }
        figure { margin: 0; overflow-x: auto; border: 1px solid var(--line); \
        border-radius: .6rem; padding: .5rem; background: var(--paper); }
        figure svg { display: block; margin: 0 auto; height: auto; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; padding: 0; \
        margin: .8rem 0 1.5rem; font-size: .9rem; }
        .legend li { display: flex; align-items: center; gap: .45rem; margin: 0; }
        .swatch { width: 1.5rem; height: .9rem; border-radius: .3rem; border: 1px solid #8a8f94; \
        background: #f1efe9; }
        .swatch.tier-focus { background: #1f6f63; } .swatch.tier-close { background: #6fb8ac; }
        .swatch.tier-active { background: #b5ddd6; } .swatch.tier-wide { background: #e3efec; }
        .swatch.tier-far { background: #fff; border-style: dashed; }
        section { break-inside: avoid; margin-bottom: 1.25rem; }
        ul { margin: 0; padding-left: 1.1rem; } li { margin: .35rem 0; }
        @media screen and (prefers-color-scheme: dark) { .swatch { background: #262b30; border-color: #4a525a; }
        .swatch.tier-focus { background: #4fb3a2; } .swatch.tier-close { background: #2d6e65; }
        .swatch.tier-active { background: #24504a; } .swatch.tier-wide { background: #213735; }
        .swatch.tier-far { background: #262b30; } }
        @media (max-width: 40rem) { article { padding: 1.25rem .9rem; } }
        @media print { article { padding: 0; max-width: none; } \
        figure { border: 0; padding: 0; overflow: visible; } \
        figure svg { min-width: 0 !important; max-width: 100% !important; max-height: 20cm; } }
        """
}
