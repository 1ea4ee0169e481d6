extension Profile {
    /// The one-pager as a page of its own.
    ///
    /// - Parameter picture: The picture as a `data:` address; nil for none.
    /// - Returns: HTML that loads nothing from anywhere.
    package func html(picture: String? = nil) -> String {
        let main = [
            list("What shows it", proofs), text("How I can be useful", useful), offerList,
            tags("What interests me", interests), text("What I am looking for", looking),
        ].filter { !$0.isEmpty }.joined(separator: "\n")
        return PageFrame.html(
            title: name.isEmpty ? "Profile" : name, style: Self.style,
            body: """
                <article>
                \(header(picture))
                <main>
                \(main)
                </main>
                \(contact)
                </article>
                """)
    }

    private func header(_ picture: String?) -> String {
        var parts: [String] = []
        if let picture {
            parts.append("<img src=\"\(HTMLText.escaped(picture))\" alt=\"\">")
        }
        parts.append("<div><h1>\(HTMLText.escaped(name.isEmpty ? "Profile" : name))</h1>")
        if !who.isEmpty { parts.append("<p class=\"who\">\(HTMLText.escaped(who))</p>") }
        parts.append("</div>")
        var markup = "<header>\(parts.joined())</header>"
        if !value.isEmpty {
            markup += "\n<p class=\"value\">\(HTMLText.escaped(value))</p>"
        }
        return markup
    }

    private func section(_ title: String, _ markup: String) -> String {
        "<section><h2>\(HTMLText.escaped(title))</h2>\(markup)</section>"
    }

    private func text(_ title: String, _ text: String) -> String {
        text.isEmpty ? "" : section(title, "<p class=\"text\">\(HTMLText.escaped(text))</p>")
    }

    private func list(_ title: String, _ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        let rows = items.map { "<li>\(HTMLText.escaped($0))</li>" }.joined()
        return section(title, "<ul>\(rows)</ul>")
    }

    private func tags(_ title: String, _ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        let rows = items.map { "<li>\(HTMLText.escaped($0))</li>" }.joined()
        return section(title, "<ul class=\"tags\">\(rows)</ul>")
    }

    private var offerList: String {
        guard !offers.isEmpty else { return "" }
        let rows = offers.map { offer in
            let link = offer.url.isEmpty ? "" : "<br>" + HTMLText.link(offer.url)
            return "<li>\(HTMLText.escaped(offer.text))\(link)</li>"
        }
        return section("What I offer", "<ul>\(rows.joined())</ul>")
    }

    private var contact: String {
        var rows: [String] = []
        if !email.isEmpty {
            let isPlain = email.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 63 && $0 != 37 }
            let shown = HTMLText.escaped(email)
            rows.append(isPlain ? "<a href=\"mailto:\(shown)\">\(shown)</a>" : shown)
        }
        if !phone.isEmpty {
            let digits = phone.filter { "+0123456789".contains($0) }
            rows.append("<a href=\"tel:\(digits)\">\(HTMLText.escaped(phone))</a>")
        }
        if !url.isEmpty { rows.append(HTMLText.link(url)) }
        let code = qrCode.map { $0.svg(title: "The card of \(name), for a camera") } ?? ""
        guard !rows.isEmpty || !code.isEmpty else { return "" }
        let lines = rows.map { "<p>\($0)</p>" }.joined()
        return "<footer><div><h2>How to reach me</h2>\(lines)</div>\(code)</footer>"
    }

    private static let style = """
        article { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
        header { display: flex; gap: 1.25rem; align-items: center; }
        header img { width: 6.5rem; height: 6.5rem; object-fit: cover; border-radius: 50%; }
        .who { color: var(--faint); margin-top: .35rem; white-space: pre-line; }
        .text { white-space: pre-line; }
        .value { font-size: 1.25rem; line-height: 1.4; margin: 1.5rem 0; padding: .2rem 0 .2rem \
        1rem; border-left: .25rem solid var(--bar); white-space: pre-line; }
        main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem 2rem; }
        ul { margin: 0; padding-left: 1.1rem; } li { margin: .25rem 0; }
        .tags { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
        .tags li { margin: 0; padding: .1rem .65rem; border: 1px solid var(--line); \
        border-radius: 1rem; background: var(--card); }
        main section:last-child:nth-child(odd) { grid-column: 1 / -1; }
        footer { display: flex; gap: 1.5rem; justify-content: space-between; margin-top: 2rem; \
        padding-top: 1.25rem; border-top: 1px solid var(--line); align-items: flex-start; }
        .qr { width: 9rem; height: 9rem; flex: none; border-radius: .3rem; }
        section { break-inside: avoid; }
        @media (max-width: 36rem) { article { padding: 1.5rem 1rem; } \
        main { grid-template-columns: minmax(0, 1fr); } footer { flex-wrap: wrap; } }
        @media print { article { padding: 0; max-width: none; } footer { break-inside: avoid; } \
        main { grid-template-columns: repeat(2, minmax(0, 1fr)); } footer { flex-wrap: nowrap; } }
        """
}
