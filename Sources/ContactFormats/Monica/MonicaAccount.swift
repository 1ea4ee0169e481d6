/// The tables of an export that its contacts refer to: kinds of fields, names, relations.
struct MonicaAccount {
    /// The type of a contact field.
    struct FieldType {
        let name: String
        let type: String
        let scheme: String
    }

    /// Somebody's relation to another contact.
    struct Relation {
        let label: String
        let name: String
    }

    private(set) var fieldTypes: [String: FieldType] = [:]
    private(set) var names: [String: String] = [:]
    private(set) var relations: [String: [Relation]] = [:]
    let lines: MonicaLines

    init(_ account: JSONValue, lines: MonicaLines) {
        self.lines = lines
        for type in account["instance"]?["contact_field_types"]?.elements ?? [] {
            let properties = type["properties"]
            fieldTypes[type["uuid"]?.textValue ?? ""] = FieldType(
                name: properties?["name"]?.textValue ?? "",
                type: properties?["type"]?.textValue.lowercased() ?? "",
                scheme: properties?["protocol"]?.textValue.lowercased() ?? "")
        }
        for contact in Self.values(of: "contact", in: account) {
            let properties = contact["properties"]
            let parts = ["first_name", "middle_name", "last_name"].map {
                properties?[$0]?.textValue ?? ""
            }
            names[contact["uuid"]?.textValue ?? ""] =
                parts.filter { !$0.isEmpty }.joined(separator: " ")
        }
        for relationship in Self.values(of: "relationship", in: account) {
            let properties = relationship["properties"]
            let other = properties?["of_contact"]?.textValue ?? ""
            guard let name = names[other], !name.isEmpty else { continue }
            relations[properties?["contact_is"]?.textValue ?? "", default: []].append(
                Relation(label: properties?["type"]?.textValue ?? "", name: name))
        }
    }

    /// The values of the collections of that type.
    static func values(of type: String, in owner: JSONValue) -> [JSONValue] {
        (owner["data"]?.elements ?? []).filter { $0["type"]?.textValue == type }
            .flatMap { $0["values"]?.elements ?? [] }
    }
}

/// On which line of the export each `uuid` stands first, so that a report can name it.
struct MonicaLines {
    private var lineByID: [String: Int] = [:]

    init(_ bytes: [UInt8]) {
        var line = 1
        var isAfterKey = false
        var start: Int?
        var isEscaped = false
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A { line += 1 }
            if isEscaped || (byte == UInt8(ascii: "\\") && start != nil) {
                isEscaped.toggle()
                continue
            }
            guard byte == UInt8(ascii: "\"") else { continue }
            guard let open = start else {
                start = index + 1
                continue
            }
            start = nil
            let length = index - open
            if isAfterKey, length <= 64 {
                let id = String(decoding: bytes[open..<index], as: UTF8.self)
                if lineByID[id] == nil { lineByID[id] = line }
            }
            isAfterKey = length == 4 && bytes[open..<index].elementsEqual("uuid".utf8)
        }
    }

    /// The line, from 1.
    func line(of id: String) -> Int { lineByID[id] ?? 1 }
}
