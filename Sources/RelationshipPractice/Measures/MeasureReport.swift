package import ContactModel

/// All measures as a page with plots: `kith report`.
package enum MeasureReport {
    /// Which measures stand together; others come last.
    private static let chapters: [(title: String, names: [String])] = [
        ("Giving", ["well", "reciprocity", "asks", "promises"]),
        (
            "Being in touch",
            [
                "trend", "depth", "usefulness", "purpose", "proactive", "noticed", "known",
                "energy",
                "drain", "balance", "again",
            ]
        ),
        (
            "The people",
            [
                "closure", "bridges", "horizon", "diversity", "mentoring", "origin", "stages",
                "rates", "trials",
            ]
        ),
        ("What came of it", ["impact", "reputation"]),
    ]

    /// The page.
    ///
    /// - Parameters:
    ///   - measures: In their order.
    ///   - day: The day it was drawn.
    /// - Returns: HTML that loads nothing from anywhere.
    package static func html(_ measures: [Measure], day: CivilDay) -> String {
        let placed = Set(chapters.flatMap(\.names))
        let rest = measures.map(\.name).filter { !placed.contains($0) }
        let markup = (chapters + [("Further measures", rest)]).compactMap { chapter -> String? in
            let found = chapter.names.compactMap { name in measures.first { $0.name == name } }
            guard !found.isEmpty else { return nil }
            let quiet = found.filter { $0.parts.allSatisfy { $0.value == 0 } }
            let lines = quiet.map { measure in
                "<p><strong>\(HTMLText.escaped(measure.name))</strong> "
                    + "\(HTMLText.escaped(measure.sentence))</p>"
            }
            return """
                <section>
                <h2>\(HTMLText.escaped(chapter.title))</h2>
                <div class="cards">
                \(found.filter { !quiet.contains($0) }.map(card).joined(separator: "\n"))
                </div>
                <div class="quiet">\(lines.joined())</div>
                </section>
                """
        }
        return PageFrame.html(
            title: "The practice, \(day)", style: style,
            body: """
                <article>
                <header><h1>The practice</h1><p class="faint">As written down until \(day). \
                Private.</p></header>
                \(markup.joined(separator: "\n"))
                </article>
                """)
    }

    private static func card(_ measure: Measure) -> String {
        let isWide = measure.name == "trend"
        let plot = isWide ? columns(measure) : bars(measure)
        return """
            <div class="card\(isWide ? " wide" : "")"><h3>\(HTMLText.escaped(measure.name))</h3>\
            <p>\(HTMLText.escaped(measure.sentence))</p>\(plot)\
            <p class="faint why">\(source(measure))</p></div>
            """
    }

    /// The sources of a measure, commands set apart.
    private static func source(_ measure: Measure) -> String {
        measure.why.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
            let text = HTMLText.escaped(String($1))
            return $0 % 2 == 1 ? "<code>\(text)</code>" : text
        }.joined()
    }

    /// A line a part; nothing when all are 0.
    private static func bars(_ measure: Measure) -> String {
        guard let most = measure.parts.map(\.value).max(), most > 0 else { return "" }
        let rows = measure.parts.map { part in
            let width = max(Double(part.value) / Double(most) * 100, part.value > 0 ? 1 : 0)
            let label = HTMLText.escaped(part.label)
            return """
                <span class="label">\(label)</span>\
                <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" \
                aria-label="\(label): \(part.value)"><rect class="track" width="100" height="10"/>\
                <rect class="fill" width="\(rounded(width))" height="10"/></svg>\
                <span class="number">\(part.value)</span>
                """
        }
        return "<div class=\"bars\">\(rows.joined())</div>"
    }

    /// A column a part, from left to right: for what goes on in time.
    private static func columns(_ measure: Measure) -> String {
        let parts = measure.parts
        guard let most = parts.map(\.value).max(), most > 0 else { return "" }
        let step = 100 / Double(parts.count)
        let shapes = parts.enumerated().map { index, part in
            let height = max(Double(part.value) / Double(most) * 100, part.value > 0 ? 1 : 0)
            let label = HTMLText.escaped("\(part.label): \(part.value)")
            let place = rounded(Double(index) * step + step * 0.1)
            return """
                <rect class="fill" x="\(place)" y="\(rounded(100 - height))" \
                width="\(rounded(step * 0.8))" height="\(rounded(height))"><title>\(label)</title></rect>
                """
        }
        let ends = [parts.first?.label ?? "", parts.count > 1 ? parts.last?.label ?? "" : ""]
        return """
            <div class="columns"><span class="number top">\(most)</span>\
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" \
            aria-label="\(HTMLText.escaped(measure.sentence))">\(shapes.joined())</svg>\
            <div class="ends"><span>\(HTMLText.escaped(ends[0]))</span>\
            <span>\(HTMLText.escaped(ends[1]))</span></div></div>
            """
    }

    /// Two digits are as fine as anybody sees.
    private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    private static let style = """
        article { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem; }
        .faint { color: var(--faint); } header { margin-bottom: 1.5rem; }
        section { margin-bottom: 1.75rem; }
        .cards { display: flex; flex-wrap: wrap; gap: 1rem; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; \
        padding: .9rem 1rem; break-inside: avoid; flex: 1 1 40%; min-width: 0; }
        .wide { flex-basis: 100%; }
        h3 { margin: 0; font-size: 1rem; text-transform: capitalize; }
        .bars { display: grid; grid-template-columns: fit-content(45%) 1fr auto; \
        gap: .3rem .7rem; align-items: center; margin: .6rem 0; font-size: .9rem; }
        .bar { width: 100%; height: .75rem; display: block; border-radius: .2rem; }
        .track { fill: var(--track); } .fill { fill: var(--bar); }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .columns { margin: .6rem 0; } .columns svg { display: block; width: 100%; height: 8rem; \
        border-bottom: 1px solid var(--line); }
        .top { font-size: .8rem; color: var(--faint); }
        .ends { display: flex; justify-content: space-between; font-size: .8rem; \
        color: var(--faint); }
        .why { font-size: .78rem; } code { font-size: .95em; }
        .quiet { font-size: .9rem; color: var(--faint); margin: .8rem 0 0; }
        .quiet strong { text-transform: capitalize; font-weight: 600; margin-right: .4rem; }
        @media (max-width: 40rem) { article { padding: 1.25rem .9rem; } \
        .card { flex-basis: 100%; } }
        @media print { article { padding: 0; max-width: none; } h2 { break-after: avoid; } \
        .cards { gap: .6rem; } .card { flex-basis: 40%; } .wide { flex-basis: 100%; } \
        section { margin-bottom: 1rem; } }
        """
}
