import ContactModel

extension CardConverter {
    /// Takes a line of 2.1 or 4.0 into 3.0 (RFC 2426), in the manner that programs of 3.0 read.
    mutating func appendThree(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        setType(&line)
        switch line.name {
        case "PHOTO", "LOGO", "SOUND", "KEY": appendInline(line, content)
        case "N": appendName(line)
        case "ADR": appendAddress(line)
        case "TEL": appendPhone(line)
        case "BDAY", "DEATHDATE": appendExtendedDate(line, content)
        case "ANNIVERSARY": appendAnniversary(line, content)
        case "GEO": appendCoordinates(line)
        case "KIND": appendKind(line)
        case "MEMBER":
            line.name = "X-ADDRESSBOOKSERVER-MEMBER"
            result.append(line)
        case "RELATED": appendRelated(line)
        case "IMPP": renameService(line)
        case "SOCIALPROFILE":
            line.name = "X-SOCIALPROFILE"
            line.set("TYPE", line.values(of: "SERVICE-TYPE").map { $0.lowercased() })
            line.set("SERVICE-TYPE", [])
            result.append(line)
        case "AGENT":
            line.value = LineWriter(version: .three).escaped(content.text)
            result.append(line)
        case let name where Self.ofFour.contains(name):
            lose(.undefined, name)
            result.append(line)
        default: result.append(line)
        }
    }

    private static let ofFour: Set<String> = [
        "XML", "GENDER", "LANG", "CLIENTPIDMAP", "FBURL", "CALADRURI", "CALURI", "BIRTHPLACE",
        "DEATHPLACE", "EXPERTISE", "HOBBY", "INTEREST", "ORG-DIRECTORY", "PRONOUNS", "GRAMGENDER",
        "CREATED", "LANGUAGE", "CONTACT-URI",
    ]

    private mutating func setType(_ line: inout ConvertedLine) {
        var types = line.values(of: "TYPE").map { $0.uppercased() }
        if source == .four {
            let preference = line.values(of: "PREF").first
            if preference == "1" {
                types.append("pref")
            } else if preference != nil {
                lose(.reduced, "\(line.name);PREF")
            }
            line.set("PREF", [])
            if line.name == "EMAIL" { types.insert("INTERNET", at: 0) }
            // On a line of tags it keeps a comma from separating.
            if line.has("VALUE", "text"), !["BDAY", "CATEGORIES"].contains(line.name) {
                line.set("VALUE", [])
            }
        }
        line.set("TYPE", types)
    }

    private mutating func appendInline(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        if let data = DataAddress(line.value), data.isBase64 {
            line.parameters = [
                ConvertedLine.Parameter(name: "ENCODING", values: ["b"]),
                ConvertedLine.Parameter(
                    name: "TYPE", values: [BinaryValue.type(of: data.mediaType)]),
            ]
            line.value = Array(data.data)
        } else if content.encoding == .base64 {
            line.set("ENCODING", ["b"])
            line.value = line.value.filter { $0 > 0x20 }
        } else if let picture = BinaryValue.unmarkedPicture(content) {
            line.set("ENCODING", ["b"])
            line.set("TYPE", [picture.format.rawValue.uppercased()])
            line.set("VALUE", [])
            line.value = picture.base64
        } else {
            line.set("VALUE", ["uri"])
            line.value = Array(content.uri.utf8)
        }
        if !line.value.isEmpty { result.append(line) }
    }

    private mutating func appendName(_ line: ConvertedLine) {
        var line = line
        // Within its quotes a comma stands between the parts of a name.
        let sort = line.values(of: "SORT-AS").flatMap { $0.split(separator: ",") }
            .joined(separator: " ")
        line.set("SORT-AS", [])
        result.append(line)
        if !sort.isEmpty {
            let value = LineWriter(version: .three).escaped(sort)
            result.append(ConvertedLine("SORT-STRING", value: value))
        }
    }

    private mutating func appendAddress(_ line: ConvertedLine) {
        var line = line
        let label = line.addressLabel
        line.set("LABEL", [])
        for parameter in ["GEO", "TZ"] where !line.values(of: parameter).isEmpty {
            lose(.dropped, "ADR;\(parameter)")
            line.set(parameter, [])
        }
        if line.value.contains(where: { $0 != 0x3B }) { result.append(line) }
        guard let label else { return }
        let types = line.parameters.filter { $0.name == "TYPE" }
        result.append(
            ConvertedLine(
                group: line.group, "LABEL", types, value: LineWriter(version: .three).escaped(label)
            ))
    }

    private mutating func appendPhone(_ line: ConvertedLine) {
        var line = line
        let text = line.text
        if text.lowercased().hasPrefix("tel:") {
            line.set("VALUE", [])
            let number = text.dropFirst(4).replacing(";ext=", with: " ext. ")
            line.value = LineWriter(version: .three).escaped(String(number))
        }
        result.append(line)
    }

    private mutating func appendExtendedDate(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        if line.name == "DEATHDATE" { lose(.undefined, line.name) }
        switch PartialDate(line: content) {
        case .parts(let year?, let month?, let day?):
            line.set("VALUE", [])
            let date = PartialDate.parts(year: year, month: month, day: day)
            line.value = Array(date.description.utf8)
            if content.text.contains("T") { lose(.reduced, line.name) }
        case .parts(nil, let month?, let day?):
            let noYear = String(PartialDate.appleNoYear)
            line.set("VALUE", [])
            line.set("X-APPLE-OMIT-YEAR", [noYear])
            let date = PartialDate.parts(year: nil, month: month, day: day).description
            line.value = Array((noYear + date.dropFirst()).utf8)
        case let date:
            lose(.undefined, "\(line.name) of which only a part is known")
            if case .text = date { line.set("VALUE", ["text"]) }
            line.value = LineWriter(version: .three).escaped(date.description)
        }
        result.append(line)
    }

    /// Written twice: as Apple and as the others read it.
    private mutating func appendAnniversary(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        line.name = "X-ANNIVERSARY"
        line.set("VALUE", [])
        line.value = LineWriter(version: .three).escaped(PartialDate(line: content).description)
        result.append(line)
        let group = freeGroup()
        result.append(ConvertedLine(group: group, "X-ABDATE", value: line.value))
        let label = Array("_$!<Anniversary>!$_".utf8)
        result.append(ConvertedLine(group: group, "X-ABLabel", value: label))
    }

    private mutating func appendCoordinates(_ line: ConvertedLine) {
        var line = line
        let text = line.text
        if text.lowercased().hasPrefix("geo:") {
            let parts = text.dropFirst(4).split(separator: ";").first?.split(separator: ",") ?? []
            guard parts.count >= 2 else {
                lose(.dropped, "GEO")
                return
            }
            line.value = Array("\(parts[0]);\(parts[1])".utf8)
            line.set("VALUE", [])
        }
        result.append(line)
    }

    private mutating func appendKind(_ line: ConvertedLine) {
        switch line.text.trimmed.lowercased() {
        case "individual": return
        case "group":
            result.append(ConvertedLine("X-ADDRESSBOOKSERVER-KIND", value: Array("group".utf8)))
        case "org": result.append(ConvertedLine("X-ABShowAs", value: Array("COMPANY".utf8)))
        default:
            lose(.undefined, "KIND")
            result.append(line)
        }
    }

    private mutating func appendRelated(_ line: ConvertedLine) {
        let types = line.values(of: "TYPE")
        let text = line.text
        let isAddress = text.contains(":") && !text.contains(" ")
        guard !isAddress else {
            lose(.undefined, "RELATED")
            result.append(line)
            return
        }
        let group = line.group ?? freeGroup()
        result.append(ConvertedLine(group: group, "X-ABRELATEDNAMES", value: line.value))
        // A line in a group has its label already.
        guard line.group == nil, let type = types.first else { return }
        let label = "_$!<\(type.prefix(1).uppercased() + type.dropFirst().lowercased())>!$_"
        result.append(
            ConvertedLine(
                group: group, "X-ABLabel", value: LineWriter(version: .three).escaped(label)))
    }

    private mutating func renameService(_ line: ConvertedLine) {
        var line = line
        let service = line.values(of: "SERVICE-TYPE")
        line.set("SERVICE-TYPE", [])
        if !service.isEmpty { line.set("X-SERVICE-TYPE", service) }
        result.append(line)
    }

    /// Says once what programs of 3.0 read once: of several lines another program shows the last, and
    /// loses the others.
    mutating func finishThree() {
        keepOne(of: "FN") { $0.values(of: "TYPE").contains { $0.lowercased() == "pref" } }
        keepOne(of: "N") { _ in false }
        join("CATEGORIES", by: ",")
        join("NICKNAME", by: ",")
        join("NOTE", by: "\\n\\n")
    }

    /// Keeps the line that is wished, else the first without a language, else the first.
    private mutating func keepOne(of name: String, _ isWished: (ConvertedLine) -> Bool) {
        let found = result.indices.filter { result[$0].name == name }
        guard found.count > 1 else { return }
        let kept =
            found.first { isWished(result[$0]) }
            ?? found.first { result[$0].values(of: "LANGUAGE").isEmpty } ?? found[0]
        lose(.reduced, name)
        for index in found.reversed() where index != kept { result.remove(at: index) }
    }

    /// Joins the values of plain lines; one that says more, as a language, stays by itself.
    private mutating func join(_ name: String, by separator: String) {
        let found = result.indices.filter {
            result[$0].name == name && result[$0].group == nil && result[$0].parameters.isEmpty
        }
        guard let first = found.first, found.count > 1 else { return }
        result[first].value = Array(
            found.map { result[$0].value }.joined(separator: Array(separator.utf8)))
        for index in found.dropFirst().reversed() { result.remove(at: index) }
    }
}
