import ChangeLog
import ContactModel

/// A content line on its way from one version to another: its value escaped as 3.0 and 4.0 do.
struct ConvertedLine {
    var group: String?
    var name: String
    var parameters: [Parameter]
    var value: [UInt8]
    /// The line of the card that it comes from; nil for one that no line says.
    var element: ElementID?
    /// The other lines that it says too: a sort key, the label of an address.
    private(set) var takenIn: [ElementID] = []

    /// One named parameter; what 2.1 writes bare is a `TYPE` here.
    struct Parameter: Hashable {
        var name: String
        var values: [String]
    }

    init(
        group: String? = nil, _ name: String, _ parameters: [Parameter] = [], value: [UInt8]
    ) {
        self.group = group
        self.name = name
        self.parameters = parameters
        self.value = value
    }

    /// Takes a line of any version; quoted-printable and character sets are undone.
    init(_ line: ContentLine, version: CardVersion) {
        group = line.group
        name = line.name
        parameters = Self.named(line.parameters)
        let isPlain =
            version != .two && line.encoding != .quotedPrintable
            && line.values(of: "CHARSET").isEmpty
        let raw = isPlain || line.encoding == .base64 ? line.rawValue : []
        if isPlain || line.encoding == .base64, TextCharset.isUTF8(raw) {
            value = raw
        } else {
            value = Self.escaped(line)
        }
    }

    private static func escaped(_ line: ContentLine) -> [UInt8] {
        let writer = LineWriter(version: .four)
        if addresses.contains(line.name) { return Array(line.uri.utf8) }
        // What a semicolon is in the property of a program only that program knows: it stays.
        if structured.contains(line.name) || line.name.hasPrefix("X-") {
            return Array(line.components.map(writer.escaped).joined(separator: [0x3B]))
        }
        if lists.contains(line.name) {
            return Array(line.list.map(writer.escaped).joined(separator: [0x2C]))
        }
        return writer.escaped(line.text)
    }

    static let structured: Set<String> = ["N", "ADR", "ORG", "GENDER", "CLIENTPIDMAP", "GEO"]
    static let lists: Set<String> = ["NICKNAME", "CATEGORIES"]
    static let addresses: Set<String> = [
        "URL", "IMPP", "SOURCE", "FBURL", "CALURI", "CALADRURI", "MEMBER", "PHOTO", "LOGO",
        "SOUND", "KEY", "SOCIALPROFILE", "X-SOCIALPROFILE", "ORG-DIRECTORY", "CONTACT-URI",
    ]

    private static func named(_ parameters: [ContentLine.Parameter]) -> [Parameter] {
        var result: [Parameter] = []
        var types: [String] = []
        for parameter in parameters {
            switch parameter.name {
            case "ENCODING", "CHARSET": continue
            case "TYPE":
                types += parameter.values.flatMap { $0.split(separator: ",").map(String.init) }
            case "":
                let value = parameter.values.first ?? ""
                let upper = value.uppercased()
                if encodings.contains(upper) { continue }
                if ["URL", "URI", "CID", "CONTENT-ID"].contains(upper) {
                    result.append(Parameter(name: "VALUE", values: ["uri"]))
                } else {
                    types.append(value)
                }
            default: result.append(Parameter(name: parameter.name, values: parameter.values))
            }
        }
        if !types.isEmpty { result.insert(Parameter(name: "TYPE", values: types), at: 0) }
        return result
    }

    private static let encodings: Set<String> = [
        "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q",
    ]

    /// Notes that it says another line too.
    mutating func takeIn(_ element: ElementID?) {
        if let element { takenIn.append(element) }
    }

    /// The values of a parameter.
    func values(of parameter: String) -> [String] {
        parameters.filter { $0.name == parameter }.flatMap(\.values)
    }

    /// The text of a postal label beside an address; RFC 6350 6.3.1 has line breaks as `\\n` in it.
    var addressLabel: String? {
        values(of: "LABEL").first?.replacing("\\n", with: "\n").replacing("\\N", with: "\n")
    }

    /// Whether a parameter has that value, in any case.
    func has(_ parameter: String, _ value: String) -> Bool {
        values(of: parameter).contains { $0.lowercased() == value }
    }

    /// Sets a parameter; no values take it away.
    mutating func set(_ parameter: String, _ values: [String]) {
        let index = parameters.firstIndex { $0.name == parameter } ?? parameters.count
        parameters.removeAll { $0.name == parameter }
        guard !values.isEmpty else { return }
        parameters.insert(
            Parameter(name: parameter, values: values), at: min(index, parameters.count))
    }

    /// The value as one text.
    var text: String { content.text }

    /// The line as it would be read.
    var content: ContentLine { ContentLine(raw: Array("X:".utf8) + value) }

    /// The line in the syntax of a version, folded and terminated.
    func bytes(_ writer: LineWriter) -> [UInt8] {
        var head = group.map { $0 + "." } ?? ""
        head += Self.spellings[name] ?? name
        for parameter in parameters {
            let values = parameter.values.map { Self.written($0, version: writer.version) }
            head += ";\(parameter.name)=" + values.joined(separator: ",")
        }
        let isSafe = value.allSatisfy { !$0.isLineBreak }
        let value = isSafe ? value : writer.escaped(String(decoding: value, as: UTF8.self))
        return writer.line(head: Array(head.utf8), value: value)
    }

    /// Names that Apple's programs spell so.
    private static let spellings = [
        "X-ABLABEL": "X-ABLabel", "X-ABSHOWAS": "X-ABShowAs", "X-ABADR": "X-ABADR",
    ]

    /// A parameter value; 3.0 has no escape for quotes and line breaks (RFC 6868 is of 4.0).
    private static func written(_ value: String, version: CardVersion) -> String {
        let isPlain = value.utf8.allSatisfy {
            $0 > 0x20 && $0 != 0x22 && $0 != 0x2C && $0 != 0x3A && $0 != 0x3B && $0 != 0x5E
        }
        guard !isPlain else { return value }
        guard version != .four else { return CardDraft.quoted(value, keepsLines: true) }
        let text = CardDraft.oneLine(CardDraft.clean(value)).replacing("\"", with: "'")
        return "\"\(text)\""
    }
}
