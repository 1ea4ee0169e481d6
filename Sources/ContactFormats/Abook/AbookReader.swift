import ContactModel

/// Reads the address book of abook: `[0]`, `[1]` … sections of `key=value` lines.
package enum AbookReader {
    /// Reads a whole address book.
    ///
    /// - Returns: A card a section in the order of the file, and problems that belong to none.
    package static func read(
        _ bytes: [UInt8]
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        let source = SourceLines(bytes)
        var problems = source.problems
        var cards: [ImportedCard] = []
        var section: Section?
        var isFormat = false
        for (number, text) in source.lines {
            let text = text.trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            if text.hasPrefix("["), text.hasSuffix("]") {
                if let card = section?.card { cards.append(card) }
                isFormat = text.lowercased() == "[format]"
                section = isFormat ? nil : Section(line: number)
            } else if let sign = text.firstIndex(of: "="), section != nil || isFormat {
                let key = text[..<sign].trimmingSpaces.lowercased()
                section?.values.append((key, text[text.index(after: sign)...].trimmingSpaces))
            } else if problems.count < CardLimits.maximumDiagnosticCount {
                problems.append(
                    ImportDiagnostic(line: number, problem: .source(.unreadableLine)))
            }
        }
        if let card = section?.card { cards.append(card) }
        return (cards, problems)
    }

    /// One person of the book.
    private struct Section {
        let line: Int
        var values: [(key: String, text: String)] = []

        init(line: Int) {
            self.line = line
        }

        /// The card; nil for a section that says nothing.
        var card: ImportedCard? {
            var draft = CardDraft()
            var address = PostalAddress()
            var streets: [String] = []
            for (key, text) in values where !text.isEmpty {
                switch key {
                case "address", "address2": streets.append(text)
                case "city": address.locality = text
                case "state": address.region = text
                case "zip": address.postalCode = text
                case "country": address.country = text
                default: Self.add(key, text, to: &draft, line: line)
                }
            }
            address.street = streets.joined(separator: "\n")
            draft.add(address, label: CardDraft.Label())
            return draft.isEmpty ? nil : draft.finished(startLine: line)
        }

        private static func add(
            _ key: String, _ text: String, to draft: inout CardDraft, line: Int
        ) {
            switch key {
            case "name":
                draft.fullName = text
                draft.name = PersonName(splitting: text)
            case "email":
                for address in text.split(separator: ",") {
                    draft.add("EMAIL", address.trimmingSpaces)
                }
            case "phone": draft.add("TEL", parts: [text], label: CardDraft.Label(text: "home"))
            case "workphone":
                draft.add("TEL", parts: [text], label: CardDraft.Label(text: "work"))
            case "fax": draft.add("TEL", parts: [text], label: CardDraft.Label(text: "fax"))
            case "mobile": draft.add("TEL", parts: [text], label: CardDraft.Label(text: "mobile"))
            case "nick": draft.add("NICKNAME", text)
            case "url": draft.addURI("URL", text)
            case "notes": draft.add("NOTE", text)
            case "groups": draft.addTags(text.split(separator: ",").map(String.init))
            case "anniversary", "birthday":
                let date = PartialDate(text: text)
                if case .text = date { draft.note(.keptAsText(field: key), at: line) }
                draft.add(date, label: key)
            default: draft.keep(text, column: key, source: "ABOOK")
            }
        }
    }
}

extension Substring {
    /// The text without white space at its ends.
    var trimmingSpaces: String { String(self).trimmed }
}
