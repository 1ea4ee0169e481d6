import ContactModel

extension CardDraft {
    /// Adds an organisation and its unit.
    mutating func addOrganisation(_ name: String, unit: String = "") {
        let parts = unit.isEmpty ? [name] : [name, unit]
        add("ORG", parts: parts.map(Self.oneLine))
    }

    /// Adds a postal address.
    mutating func add(_ address: PostalAddress, label: Label) {
        add("ADR", parts: address.components, label: label)
    }

    /// Adds tags as one line.
    mutating func addTags(_ tags: [String]) {
        var seen: Set<String> = []
        let tags = tags.map { Self.oneLine($0).trimmed }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
        add(
            "CATEGORIES", parts: tags, parameters: TagList.parameters(of: tags),
            separator: UInt8(ascii: ","))
    }

    /// Adds a date: a property of its own for a birthday or anniversary, else Apple's with a label.
    mutating func add(_ date: PartialDate, label: String) {
        let (value, parameters) =
            switch date {
            case .text(let text): (text, ";VALUE=text")
            case .parts: (date.basicForm, "")
            }
        switch label.lowercased() {
        case "birthday": add("BDAY", value, parameters: parameters)
        // A card has one; a second one is a day of that name.
        case "anniversary" where !hasAnniversary:
            add("ANNIVERSARY", value, parameters: parameters)
            hasAnniversary = true
        case "death": add("DEATHDATE", value, parameters: parameters)
        default:
            let label = label.isEmpty ? "date" : label
            add("X-ABDATE", parts: [value], label: Label(text: label), parameters: parameters)
        }
    }

    /// Makes the card one of several people.
    mutating func addMembers(_ uris: [String]) {
        add("KIND", "group")
        for uri in uris { addURI("MEMBER", uri) }
    }

    /// Adds a messenger handle; the service tells the scheme.
    mutating func addHandle(_ handle: String, service: String) {
        let handle = Self.oneLine(handle).trimmed
        guard !handle.isEmpty else { return }
        let service = Self.oneLine(service).trimmed
        let parameter = service.isEmpty ? "" : ";SERVICE-TYPE=\(Self.quoted(service))"
        addURI("IMPP\(parameter)", HandleAddress.uri(of: handle, service: service))
    }

    /// Adds somebody's relation by name.
    mutating func addRelation(_ name: String, label: String) {
        add(
            "RELATED", parts: [Self.oneLine(name)], label: Label(text: label),
            parameters: ";VALUE=text")
    }

    /// Adds the sex or gender a source tells: a letter of RFC 6350 or words.
    mutating func addGender(_ text: String) {
        switch text.lowercased() {
        case "": return
        case "m", "male", "man": add("GENDER", "M")
        case "f", "female", "woman": add("GENDER", "F")
        case "o", "other": add("GENDER", "O")
        case "n", "none": add("GENDER", "N")
        case "u", "unknown", "unspecified": add("GENDER", "U")
        default: add("GENDER", parts: ["", Self.oneLine(text)])
        }
    }

    /// Keeps what has no place in a card, under the name its source gave it.
    mutating func keep(_ text: String, column: String, source: String = "CSV") {
        let name = Self.propertyName(column)
        let isTold =
            column.lowercased()
            == name.lowercased().map { $0 == "-" ? " " : $0 }
            .reduce(into: "") { $0.append($1) }
        let parameter = isTold ? "" : ";X-COLUMN=\(Self.quoted(String(column.prefix(200))))"
        add("X-KITH-\(source)-\(name)", text, parameters: parameter)
    }

    /// Letters and digits of a name with hyphens between, as a property may be called.
    ///
    /// What has letters beyond Latin, of which a property has none, is told apart by a number made of it.
    static func propertyName(_ column: String) -> String {
        var name = ""
        var number: UInt16?
        for scalar in FoldedText.fold(column).unicodeScalars.prefix(60) {
            let byte = UInt8(exactly: scalar.value).map(\.upperCased) ?? 0
            if (0x41...0x5A).contains(byte) || byte.isDigit {
                name.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            if !scalar.isASCII, scalar.properties.isAlphabetic {
                number = (number ?? 0) &* 31 &+ UInt16(truncatingIfNeeded: scalar.value)
            }
            if !name.isEmpty, name.utf8.last != UInt8(ascii: "-") { name.append("-") }
        }
        while name.utf8.last == UInt8(ascii: "-") { name.removeLast() }
        if name.isEmpty { name = "COLUMN" }
        return number.map { "\(name)-\($0)" } ?? name
    }
}
