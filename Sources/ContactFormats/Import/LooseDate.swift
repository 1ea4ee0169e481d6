import ContactModel

/// Reads dates as programs and people write them, beyond the forms of vCard.
enum LooseDate {
    /// The outcome of reading a cell as a date.
    enum Reading: Hashable {
        /// Nothing, or zeros, as Outlook writes for no date.
        case none
        case date(PartialDate)
        /// A date of two readings: nothing tells which number is the day.
        case ambiguous
        /// Text that is no date.
        case unreadable
    }

    /// Reads ISO 8601, vCard's forms, `12.4.1985`, `4/12/1985`, `12 Apr 1985`, `12 de abril de 1985` and
    /// `1985 Apr 12`.
    ///
    /// - Parameters:
    ///   - text: The whole cell.
    ///   - order: Which number of `4/12/1985` is the day; nil when nothing tells.
    /// - Returns: A date whose parts are possible, or that there is none.
    static func read(_ text: String, order: CSVMapping.DateOrder?) -> Reading {
        let text = text.trimmed
        guard text.utf8.contains(where: { (0x31...0x39).contains($0) }) else {
            return text.utf8.allSatisfy { !isLetter($0) } ? .none : .unreadable
        }
        guard text.utf8.count <= 40 else { return .unreadable }
        if case .parts(let year, let month, let day) = PartialDate(text: text) {
            return .date(.parts(year: year, month: month, day: day))
        }
        guard let parts = parts(of: text, order: order) else {
            return order == nil && isDate(text, .dayFirst) && isDate(text, .monthFirst)
                ? .ambiguous : .unreadable
        }
        // Read once more in one form, which also checks that there is such a day.
        let date = PartialDate(
            text: PartialDate.parts(
                year: parts.year, month: parts.month, day: parts.day
            ).description)
        if case .text = date { return .unreadable }
        return .date(date)
    }

    private static func isDate(_ text: String, _ order: CSVMapping.DateOrder) -> Bool {
        if case .date = read(text, order: order) { true } else { false }
    }

    /// The order that some dates prove because one of their numbers is no month.
    static func order(provenBy cells: some Sequence<String>) -> CSVMapping.DateOrder? {
        for cell in cells {
            let numbers = pieces(of: cell).compactMap { Int($0) }
            guard numbers.count == 3, cell.contains("/") || cell.contains("-") else { continue }
            guard numbers[0] < 32, numbers[1] < 32 else { continue }
            if numbers[0] > 12 { return .dayFirst }
            if numbers[1] > 12 { return .monthFirst }
        }
        return nil
    }

    private static func parts(
        of text: String, order: CSVMapping.DateOrder?
    ) -> (year: Int?, month: Int, day: Int)? {
        let all = pieces(of: text)
        let pieces = all.filter { !joining.contains($0.lowercased()) }
        guard pieces.count == 2 || pieces.count == 3 else { return nil }
        if let index = pieces.firstIndex(where: { monthNumber(of: $0) != nil }), index < 2 {
            guard let named = monthNumber(of: pieces[index]) else { return nil }
            var others = pieces
            others.remove(at: index)
            // A year comes first only before the month: `1985 Apr 12`.
            if index == 1, pieces.count == 3, pieces[0].utf8.count == 4 { others.reverse() }
            guard let day = day(others[0]) else { return nil }
            return others.count == 1
                ? (nil, named, day) : year(others[1]).map { ($0, named, day) }
        }
        guard let first = Int(pieces[0]), let second = Int(pieces[1]) else { return nil }
        if pieces[0].utf8.count == 4 {
            return pieces.count == 3 ? Int(pieces[2]).map { (first, second, $0) } : nil
        }
        let isDayFirst = text.contains(".") || order == .dayFirst
        guard isDayFirst || order == .monthFirst || first == second else { return nil }
        let (day, month) = isDayFirst ? (first, second) : (second, first)
        guard pieces.count == 3 else { return (nil, month, day) }
        return year(pieces[2]).map { ($0, month, day) }
    }

    /// A number, also as it is counted: `1st`, `1er`, `1º`.
    private static func day(_ text: String) -> Int? {
        let ending = ordinals.first { text.lowercased().hasSuffix($0) } ?? ""
        return Int(text.dropLast(ending.count))
    }

    private static let ordinals = ["st", "nd", "rd", "th", "er", "º"]
    /// What stands between day, month and year: `12 de marzo de 1985`, `the 12th of March`.
    private static let joining: Set<String> = ["de", "del", "of", "the", "den", "le", "el", "il"]

    /// Four digits, for two could be of any century; year 0 stands for none.
    private static func year(_ text: String) -> Int?? {
        guard text.utf8.count == 4, let year = Int(text), year >= 0 else { return nil }
        return .some(year == 0 ? nil : year)
    }

    private static func pieces(of text: String) -> [String] {
        text.split { " ./-,".contains($0) }.map(String.init)
    }

    /// The month that a word is, or begins with three letters or more; nil when that could be two.
    private static func monthNumber(of text: String) -> Int? {
        let word = FoldedText.fold(text)
        guard word.utf8.count >= 3 else { return nil }
        // No more than the word may follow: the Finnish marraskuuta is November.
        let found = months.indices.filter { months[$0].contains { $0.hasPrefix(word) } }
        return found.count == 1 ? found[0] + 1 : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }

    /// In English, German, French, Spanish, Italian and Dutch, without accents.
    private static let months = [
        ["january", "januari", "janvier", "enero", "gennaio"],
        ["february", "februari", "fevrier", "febrero", "febbraio"],
        ["march", "marz", "mars", "marzo", "maart"],
        ["april", "avril", "abril", "aprile"], ["may", "mai", "mayo", "maggio", "mei"],
        ["june", "juni", "juin", "junio", "giugno"],
        ["july", "juli", "juillet", "julio", "luglio"],
        ["august", "aout", "agosto", "augustus"],
        ["september", "septembre", "septiembre", "settembre"],
        ["october", "oktober", "octobre", "octubre", "ottobre"],
        ["november", "novembre", "noviembre"],
        ["december", "dezember", "decembre", "diciembre", "dicembre"],
    ]
}
