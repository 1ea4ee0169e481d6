extension JSONValue {
    /// The first member of that name; nil where there is none.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The elements of an array; none of anything else.
    package var elements: [JSONValue] {
        if case .array(let values) = self { values } else { [] }
    }

    /// Text, or a number as text; empty for anything else.
    package var textValue: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        default: ""
        }
    }

    /// Whether it is true, 1 or the like.
    package var isTrue: Bool {
        switch self {
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .text(let text): text == "true" || text == "1"
        default: false
        }
    }
}
