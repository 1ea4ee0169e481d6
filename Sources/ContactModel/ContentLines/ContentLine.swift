/// One raw content line, taken apart: `group.NAME;PARAMETER=value:value` (RFC 6350 section 3.3).
///
/// Taking apart never fails: a line that has no such shape is opaque, that is without a name, and
/// is kept like all others. Only the head is looked at until the value is asked for, so that a
/// photo costs nothing.
package struct ContentLine: Sendable {
    /// The group before the name, as spelled; compare without case.
    package let group: String?
    /// The property in upper case; empty for an opaque line.
    package let name: String
    /// In the order of the line.
    package let parameters: [Parameter]

    /// The raw line, or the unfolded one when the head itself is folded.
    let storage: [UInt8]
    /// Where the value begins in `storage`.
    let valueStart: Int

    /// One parameter; 2.1 writes bare ones such as `HOME` without a name.
    package struct Parameter: Hashable, Sendable {
        /// In upper case; empty for a bare one.
        package let name: String
        /// The values of a list, unquoted and unescaped (RFC 6868); at least one.
        package let values: [String]
        /// Where it stands in the line's storage, without the semicolon before it.
        let range: Range<Int>
    }

    /// Takes a raw line apart, folds and terminator included.
    package init(raw: [UInt8]) {
        let firstBreak = raw.firstIndex(where: \.isLineBreak) ?? raw.endIndex
        var isFolded = false
        if let next = raw[firstBreak...].firstIndex(where: { !$0.isLineBreak }) {
            isFolded = raw[next].isFoldMark
        }
        if let head = Head(raw, end: firstBreak, acceptsOpenQuote: !isFolded) {
            self.init(head: head, storage: raw)
            return
        }
        let unfolded = isFolded ? Self.unfold(raw, from: 0, softBreaks: false) : raw
        if isFolded, let head = Head(unfolded, end: unfolded.endIndex, acceptsOpenQuote: true) {
            self.init(head: head, storage: unfolded)
            return
        }
        self.init(
            head: Head(group: nil, name: "", parameters: [], valueStart: 0), storage: raw)
    }

    private init(head: Head, storage: [UInt8]) {
        group = head.group
        name = head.name
        parameters = head.parameters
        valueStart = head.valueStart
        self.storage = storage
    }

    /// Whether the line has no name that could be read.
    package var isOpaque: Bool { name.isEmpty }

    /// The values of every parameter of that upper-case name.
    package func values(of parameter: String) -> [String] {
        parameters.lazy.filter { $0.name == parameter }.flatMap(\.values)
    }

    /// The first value of a parameter, in upper case.
    func firstValue(of parameter: String) -> String? {
        parameters.first { $0.name == parameter }?.values.first.map { $0.utf8.upperCasedText }
    }

    /// Everything the line says about its type, in lower case: `TYPE` values and bare parameters.
    package var types: [String] {
        var types: [String] = []
        for parameter in parameters where parameter.name == "TYPE" || parameter.name.isEmpty {
            // A quoted list is one value to the grammar and a list to those who write it (4.0).
            for value in parameter.values.lazy.flatMap({ $0.utf8.split(separator: .comma) }) {
                let type = String(decoding: value.map(\.lowerCased), as: UTF8.self)
                if parameter.name.isEmpty, Self.bareEncodings.contains(type) { continue }
                types.append(type)
            }
        }
        return types
    }

    private static let bareEncodings: [String] = [
        "quoted-printable", "base64", "8bit", "7bit", "b", "q",
    ]

    /// How the value is encoded beyond escapes.
    package enum Encoding: Hashable, Sendable {
        case plain
        case quotedPrintable
        case base64
    }

    /// The encoding named by `ENCODING=` or a bare parameter.
    package var encoding: Encoding {
        for parameter in parameters where parameter.name == "ENCODING" || parameter.name.isEmpty {
            for value in parameter.values {
                switch value.utf8.upperCasedText {
                case "QUOTED-PRINTABLE", "Q": return .quotedPrintable
                case "BASE64", "B": return .base64
                default: continue
                }
            }
        }
        return .plain
    }
}
