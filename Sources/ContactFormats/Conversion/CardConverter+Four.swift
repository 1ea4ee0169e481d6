import ChangeLog
import ContactModel

extension CardConverter {
    /// Takes a line of 2.1 or 3.0 into 4.0 (RFC 6350 appendix A).
    mutating func appendFour(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        setPreference(&line)
        switch line.name {
        case "PHOTO", "LOGO", "SOUND", "KEY": appendBinary(line, content)
        case "LABEL": labels.append(line)
        case "SORT-STRING": sortKey = (line.text, line.element)
        case "AGENT": appendAgent(line)
        case "MAILER", "CLASS", "PROFILE", "NAME": lose(.dropped, line.name)
        case "BDAY", "ANNIVERSARY": appendDate(line, content)
        case let name where PartialDate.anniversaryProperties.contains(name):
            line.name = "ANNIVERSARY"
            if result.contains(where: { $0.name == "ANNIVERSARY" }) { return }
            appendDate(line, content)
        case "GEO": appendGeo(line)
        case "REV":
            line.value.removeAll { $0 == 0x2D || $0 == 0x3A }
            result.append(line)
        case "X-ADDRESSBOOKSERVER-KIND":
            line.name = "KIND"
            result.append(line)
        case "X-ADDRESSBOOKSERVER-MEMBER":
            line.name = "MEMBER"
            result.append(line)
        case "X-ABSHOWAS" where line.text.trimmed.lowercased() == "company":
            result.append(ConvertedLine("KIND", value: Array("org".utf8)))
        case "URL": appendURL(line, content)
        case "IMPP":
            line.set(
                "SERVICE-TYPE", line.values(of: "X-SERVICE-TYPE") + line.values(of: "SERVICE-TYPE"))
            line.set("X-SERVICE-TYPE", [])
            appendURL(line, content)
        default: result.append(line)
        }
    }

    /// `TYPE=pref` is `PREF=1`; `INTERNET` is what every address is.
    private func setPreference(_ line: inout ConvertedLine) {
        var types = line.values(of: "TYPE")
        let count = types.count
        types.removeAll { $0.lowercased() == "pref" }
        if types.count < count { line.set("PREF", ["1"]) }
        types.removeAll { ["internet", "voice"].contains($0.lowercased()) }
        line.set("TYPE", types.map { $0.lowercased() })
    }

    private mutating func appendBinary(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        if content.encoding == .base64 {
            let base64 = line.value.filter { $0 > 0x20 }
            let types = line.values(of: "TYPE") + line.values(of: "MEDIATYPE")
            let type = BinaryValue.mediaType(of: line.name, types: types, base64: base64)
            line.set("TYPE", [])
            line.set("VALUE", [])
            line.value = Array("data:\(type);base64,".utf8) + base64
        } else if DataAddress(line.value) == nil, let picture = BinaryValue.unmarkedPicture(content)
        {
            line.set("TYPE", [])
            line.set("VALUE", [])
            line.value = Array("data:\(picture.format.mediaType);base64,".utf8) + picture.base64
        } else {
            line.set("TYPE", line.values(of: "TYPE").filter { ["home", "work"].contains($0) })
            line.value = Array(content.uri.utf8)
        }
        if !line.value.isEmpty { result.append(line) }
    }

    private mutating func appendURL(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        line.value = Array(content.uri.trimmed.utf8)
        result.append(line)
    }

    /// A nested card becomes a relation by name; the address of one is kept.
    private mutating func appendAgent(_ line: ConvertedLine) {
        let text = line.text
        let parameters = [ConvertedLine.Parameter(name: "TYPE", values: ["agent"])]
        guard !line.has("VALUE", "uri") else {
            result.append(ConvertedLine("RELATED", parameters, value: Array(text.utf8)))
            return
        }
        lose(.reduced, "AGENT")
        let nested = VCardReader.read(Array(text.utf8)).cards.first
        let lines = (nested?.lines ?? []).enumerated().map { index, raw in
            CardLine(element: ElementID(value: UInt128(index)), place: UInt64(index), raw: raw)
        }
        let name = PersonView(Card(entity: card.entity, lines: lines)).displayName
        let isText = ConvertedLine.Parameter(name: "VALUE", values: ["text"])
        result.append(
            ConvertedLine(
                "RELATED", parameters + [isText],
                value: LineWriter(version: .four).escaped(nested == nil ? text : name)))
    }

    private mutating func appendDate(_ line: ConvertedLine, _ content: ContentLine) {
        var line = line
        line.set("X-APPLE-OMIT-YEAR", [])
        line.set("VALUE", [])
        switch PartialDate(line: content) {
        case .text(let text):
            line.set("VALUE", ["text"])
            line.value = LineWriter(version: .four).escaped(text)
        case let date:
            let time = content.text.trimmed.split(separator: "T").dropFirst().joined(separator: "T")
            let suffix = time.isEmpty ? "" : "T" + time.replacing(":", with: "")
            line.value = Array((date.basicForm + suffix).utf8)
        }
        result.append(line)
    }

    private mutating func appendGeo(_ line: ConvertedLine) {
        var line = line
        let parts = line.content.components
        if parts.count == 2 {
            line.value = Array("geo:\(parts[0].trimmed),\(parts[1].trimmed)".utf8)
        }
        result.append(line)
    }

    /// Puts sort keys and address labels where 4.0 has them.
    mutating func finishFour() {
        if !sortKey.text.isEmpty {
            // Of a card without a name in parts the organisation is sorted (RFC 6350, 5.9).
            let sorted =
                result.firstIndex { $0.name == "N" } ?? result.firstIndex { $0.name == "ORG" }
            if let index = sorted {
                result[index].set("SORT-AS", [sortKey.text])
                result[index].takeIn(sortKey.line)
            } else {
                lose(.dropped, "SORT-STRING")
            }
        }
        var addresses: [[String]: [Int]] = [:]
        for index in result.indices.reversed()
        where result[index].name == "ADR" && result[index].values(of: "LABEL").isEmpty {
            addresses[result[index].values(of: "TYPE").sorted(), default: []].append(index)
        }
        for label in labels {
            let match = addresses[label.values(of: "TYPE").sorted()]?.popLast()
            if let match {
                result[match].set("LABEL", [label.text])
                result[match].takeIn(label.element)
            } else {
                var line = ConvertedLine("ADR", label.parameters, value: Array(";;;;;;".utf8))
                line.set("LABEL", [label.text])
                line.element = label.element
                result.append(line)
            }
        }
    }
}

extension CardConverter {
    /// Makes Apple's form of the anniversary the property that 4.0 has for it, unless another is said.
    ///
    /// Only where a whole card is converted: of a line among others of 4.0 there is no way back.
    mutating func joinAppleAnniversary() {
        let label = result.first {
            $0.name == "X-ABLABEL" && LineLabel.clean($0.text).lowercased() == "anniversary"
        }
        guard let group = label?.group?.lowercased() else { return }
        let places = result.indices.filter { result[$0].group?.lowercased() == group }
        guard places.count == 2,
            let place = places.first(where: { result[$0].name == "X-ABDATE" }),
            let line = result[place].element.flatMap({ card[$0] })
        else { return }
        let content = ContentLine(raw: line.raw)
        let said = result.first { $0.name == "ANNIVERSARY" }.map { PartialDate(text: $0.text) }
        guard said == nil || said == PartialDate(line: content) else { return }
        for place in places.reversed() { result.remove(at: place) }
        guard said == nil else { return }
        var anniversary = ConvertedLine(content, version: CardVersion(of: card))
        anniversary.group = nil
        anniversary.name = "ANNIVERSARY"
        appendDate(anniversary, content)
    }
}
