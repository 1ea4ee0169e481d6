/// Forms of one given name, and given names that are not slips of one another.
enum GivenNames {
    /// The numbers of the names that a folded word is a form of; several for "alex" or "chris".
    static func names(of word: String) -> [Int] {
        namesByForm[word] ?? []
    }

    /// Whether two words are forms of one name.
    static func areForms(_ left: String, _ right: String) -> Bool {
        let names = names(of: left)
        return !names.isEmpty && Self.names(of: right).contains { names.contains($0) }
    }

    /// Whether two words are forms of names that are known to be two.
    static func areTwoNames(_ left: String, _ right: String) -> Bool {
        !names(of: left).isEmpty && !names(of: right).isEmpty && !areForms(left, right)
    }

    private static let namesByForm: [String: [Int]] = {
        var names: [String: [Int]] = [:]
        for (number, line) in table.split(whereSeparator: { $0 == ";" || $0.isNewline })
            .enumerated()
        {
            for form in line.split(separator: " ") {
                names[NameReading.comparable(String(form)), default: []].append(number)
            }
        }
        return names
    }()
}
