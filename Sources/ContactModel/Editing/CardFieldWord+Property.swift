extension CardFieldWord {
    /// The word people use for the property of a line: "phone" for `TEL`, "x.locker" for
    /// `X-LOCKER`.
    ///
    /// - Parameter property: The vCard name, or the name of a field that is no line.
    /// - Returns: The name as it is where there is no better word.
    package static func word(ofProperty property: String) -> String {
        if let known = wordByProperty[property] { return known }
        guard property.hasPrefix("X-") else { return property }
        let name = KeptCell.column(ofProperty: property) ?? property.dropFirst(2)
        return CustomField.name(String(name)).map { "x.\($0)" } ?? property
    }

    private static let wordByProperty: [String: String] = {
        let words: [CardFieldWord: [String]] = [
            .name: ["FN"], .nickname: ["NICKNAME"], .org: ["ORG"], .title: ["TITLE"],
            .role: ["ROLE"], .email: ["EMAIL"], .phone: ["TEL"], .address: ["ADR"], .url: ["URL"],
            .handle: Array(HandleAddress.properties), .birthday: ["BDAY"],
            .anniversary: PartialDate.anniversaryProperties,
            .died: ["DEATHDATE", "X-DEATHDATE"], .date: ["X-ABDATE"], .tag: ["CATEGORIES"],
            .note: ["NOTE"],
        ]
        let others = [
            "N": "name parts", "X-ABLABEL": "label", "PHOTO": "photo", "GENDER": "gender",
            "HOBBY": "hobby", "RELATED": "relation", "X-ABRELATEDNAMES": "relation",
            "SORT-STRING": "sort name",
        ]
        let pairs = words.flatMap { word, names in names.map { ($0, word.rawValue) } }
        return others.merging(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
