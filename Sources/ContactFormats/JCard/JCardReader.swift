import ContactModel

/// Reads jCard (RFC 7095): one card, or an array of them, as vCard 4.0.
package enum JCardReader {
    /// Reads a whole document; total: what is no jCard gives a problem and no cards.
    ///
    /// - Returns: The cards in their order, and problems that belong to none.
    package static func read(
        _ bytes: [UInt8]
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        do throws(JSONFailure) {
            let document = try JSONReader.read(bytes)
            let isOne = document.elements.first?.textValue == "vcard"
            // Arrays of cards were a stream of that name once.
            let all = isOne ? [document] : document.elements.filter { $0 != .text("vcardstream") }
            let cards = all.filter { $0.elements.first?.textValue == "vcard" }
            guard cards.count == all.count else {
                return ([], [problem(.wrongFormat(expected: "a jCard"))])
            }
            return (cards.map(card), [])
        } catch {
            return ([], [problem(.brokenText(detail: error.sentence))])
        }
    }

    private static func problem(_ problem: SourceProblem) -> ImportDiagnostic {
        ImportDiagnostic(line: 1, problem: .source(problem))
    }

    private static func card(_ value: JSONValue) -> ImportedCard {
        let writer = LineWriter(version: .four)
        var lines = [writer.line(head: Array("VERSION".utf8), parts: ["4.0"])]
        var problems: [ImportDiagnostic] = []
        for property in value.elements.dropFirst().first?.elements ?? [] {
            guard let line = line(property, writer) else {
                problems.append(problem(.unreadableLine))
                continue
            }
            if line.name != "VERSION" { lines.append(line.bytes(writer)) }
        }
        return ImportedCard(
            written: lines, writer.terminator, startLine: 1,
            diagnostics: Array(problems.prefix(CardLimits.maximumDiagnosticCount)))
    }

    /// `[name, parameters, type, value…]`; nil for what would be no line of a card, or end one.
    private static func line(_ property: JSONValue, _ writer: LineWriter) -> ConvertedLine? {
        var parts = property.elements[...]
        guard let name = parts.popFirst().flatMap(word), name != "BEGIN", name != "END",
            case .object(let members)? = parts.popFirst(), let type = parts.popFirst()?.textValue,
            !parts.isEmpty
        else { return nil }
        var line = ConvertedLine(name, value: [])
        for member in members {
            guard let parameter = word(.text(member.key)) else { return nil }
            let values = texts(member.value)
            if parameter == "GROUP" {
                guard word(.text(values.first ?? "")) != nil else { return nil }
                line.group = values.first
            } else if parameter != "VALUE" {
                line.parameters.append(.init(name: parameter, values: values))
            }
        }
        let kind = type.lowercased()
        if kind != JCardType.usual(of: name), kind != "unknown", word(.text(kind)) != nil {
            line.parameters.append(.init(name: "VALUE", values: [kind]))
        } else if name == "CATEGORIES",
            !TagList.parameters(of: parts.map(\.textValue)).isEmpty
        {
            line.parameters.append(.init(name: "VALUE", values: ["text"]))
        }
        let written = parts.map { value($0, of: name, type: kind, writer) }
        line.value = Array(written.joined(separator: [UInt8(ascii: ",")]))
        return line
    }

    /// A name of letters, digits and hyphens, in capitals; nil for any other text.
    private static func word(_ value: JSONValue) -> String? {
        let text = value.textValue
        let isWord = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        return isWord && !text.isEmpty ? text.uppercased() : nil
    }

    private static func texts(_ value: JSONValue) -> [String] {
        if case .array(let values) = value { return values.map(\.textValue) }
        return [value.textValue]
    }

    /// A value as vCard 4.0 writes it: a structured one has its parts between semicolons.
    private static func value(
        _ value: JSONValue, of name: String, type: String, _ writer: LineWriter
    ) -> [UInt8] {
        if case .array(let parts) = value {
            let components = parts.map { part in
                texts(part).map(writer.escaped).joined(separator: [UInt8(ascii: ",")])
            }
            return Array(components.joined(separator: [UInt8(ascii: ";")]))
        }
        if case .bool(let flag) = value { return Array((flag ? "TRUE" : "FALSE").utf8) }
        let text = value.textValue
        switch type {
        case "uri": return Array(text.utf8)
        case "date", "date-and-or-time", "timestamp", "time": return Array(moment(text).utf8)
        // What a semicolon is in the property of a program only that program knows.
        case "unknown":
            return Array(
                text.split(separator: ";", omittingEmptySubsequences: false)
                    .map { writer.escaped(String($0)) }.joined(separator: [UInt8(ascii: ";")]))
        default: return writer.escaped(text)
        }
    }

    /// A date in the basic form, with its time.
    private static func moment(_ text: String) -> String {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = PartialDate(text: String(parts.first ?? "")).basicForm
        return parts.count == 1 ? date : "\(date)T\(parts.last?.replacing(":", with: "") ?? "")"
    }
}
