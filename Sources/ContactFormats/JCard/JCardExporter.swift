package import ContactModel

/// Writes cards as jCard (RFC 7095), converted to vCard 4.0 where they are of another version.
package enum JCardExporter {
    /// One card: `["vcard", [[name, parameters, type, value…]…]]`.
    package static func json(of card: Card) -> JSONValue {
        let lines = VCardConversion.fourLines(of: card)
        return .array([.text("vcard"), .array(lines.map(property))])
    }

    private static func property(_ line: ConvertedLine) -> JSONValue {
        let said = line.values(of: "VALUE").first?.lowercased()
        let type = said ?? JCardType.usual(of: line.name)
        var members: [(key: String, value: JSONValue)] = []
        if let group = line.group { members.append(("group", .text(group))) }
        var valuesByName: [String: [String]] = [:]
        for parameter in line.parameters {
            valuesByName[parameter.name.lowercased(), default: []] += parameter.values
        }
        var seen: Set<String> = ["value", "group"]
        for parameter in line.parameters {
            let name = parameter.name.lowercased()
            guard seen.insert(name).inserted else { continue }
            let label = name == "label" ? line.addressLabel : nil
            let values = label.map { [$0] } ?? valuesByName[name] ?? []
            members.append(
                (name, values.count == 1 ? .text(values.first ?? "") : .texts(values)))
        }
        let head: [JSONValue] = [.text(line.name.lowercased()), .object(members), .text(type)]
        return .array(head + values(line, type: type))
    }

    /// One value, or several of a list; a structured one is an array (RFC 7095 section 3.3).
    private static func values(_ line: ConvertedLine, type: String) -> [JSONValue] {
        let content = line.content
        if line.name == "CATEGORIES", line.values(of: "VALUE").isEmpty {
            return TagList(content).tags.map { .text($0) }
        }
        if ConvertedLine.lists.contains(line.name) { return content.list.map { .text($0) } }
        if ConvertedLine.structured.contains(line.name), line.name != "GEO" {
            let components = content.componentLists.map { list -> JSONValue in
                list.count == 1 ? .text(list.first ?? "") : .texts(list)
            }
            return [components.count == 1 ? components.first ?? .text("") : .array(components)]
        }
        return [.text(JCardType.written(content.text, type: type))]
    }
}

/// The type identifiers of jCard.
enum JCardType {
    /// The type a property has without `VALUE`.
    static func usual(of property: String) -> String {
        switch property {
        case "BDAY", "ANNIVERSARY", "DEATHDATE": "date-and-or-time"
        case "REV": "timestamp"
        case "LANG": "language-tag"
        case "PHOTO", "LOGO", "SOUND", "KEY", "URL", "IMPP", "SOURCE", "FBURL", "CALURI",
            "CALADRURI", "MEMBER", "RELATED", "UID", "GEO", "SOCIALPROFILE", "CONTACT-URI",
            "ORG-DIRECTORY":
            "uri"
        case let name: name.hasPrefix("X-") ? "unknown" : "text"
        }
    }

    /// A value as its type is written: dates in the extended form (RFC 7095 section 3.5).
    static func written(_ text: String, type: String) -> String {
        guard ["date", "date-and-or-time", "timestamp"].contains(type) else { return text }
        let parts = text.split(separator: "T", maxSplits: 1).map(String.init)
        guard let first = parts.first else { return text }
        let date = PartialDate(text: first).description
        return parts.count == 1 ? date : "\(date)T\(extendedTime(parts[1]))"
    }

    /// `231000Z` as `23:10:00Z`, `-0500` as `-05:00`.
    private static func extendedTime(_ time: String) -> String {
        guard !time.contains(":") else { return time }
        var result = ""
        var digits = 0
        for character in time {
            let isDigit = character.isASCII && character.isNumber
            if isDigit, digits > 0, digits.isMultiple(of: 2) { result.append(":") }
            digits = isDigit ? digits + 1 : 0
            result.append(character)
        }
        return result
    }
}
