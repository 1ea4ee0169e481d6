import ContactModel

/// Collects the content lines of a vCard 4.0 that kith writes from a source of another format.
///
/// The same values in the same order give the same bytes, so that two machines that import one
/// source make one card.
struct CardDraft {
    /// The label that its owner gives a value.
    struct Label {
        var text = ""
        var isPreferred = false
    }

    var uid = ""
    var fullName = ""
    var name = PersonName()
    /// The sort key, when the source has one.
    var sortName = ""
    private(set) var diagnostics: [ImportDiagnostic] = []
    private var body: [[UInt8]] = []
    private var seen: Set<[UInt8]> = []
    private var groupCount = 0
    /// Whether an anniversary is there: a card has one.
    var hasAnniversary = false
    /// The first organisation, nickname, address: what to call somebody without a name.
    private var substitutes: [String: String] = [:]
    private let writer = LineWriter(version: .four)

    /// Whether nothing was said at all.
    var isEmpty: Bool { body.isEmpty && fullName.isEmpty && name.isBlank }

    /// Tells a problem of the card, up to as many as are kept.
    mutating func note(_ problem: SourceProblem, at line: Int) {
        guard diagnostics.count < CardLimits.maximumDiagnosticCount else { return }
        diagnostics.append(ImportDiagnostic(line: line, problem: .source(problem)))
    }

    /// Adds a property of one text; an empty text adds nothing.
    mutating func add(_ property: String, _ text: String, parameters: String = "") {
        add(property, parts: [text], parameters: parameters)
    }

    /// Adds a property with the label it has in the source.
    mutating func add(
        _ property: String, parts: [String], label: Label, parameters: String = "",
        separator: UInt8 = UInt8(ascii: ";")
    ) {
        guard parts.contains(where: { !$0.isEmpty }) else { return }
        let type = Self.type(of: label.text, property)
        var parameters = parameters
        if let type, !type.isEmpty { parameters = ";TYPE=\(type)" + parameters }
        if label.isPreferred { parameters += ";PREF=1" }
        guard type == nil else {
            add(property, parts: parts, parameters: parameters, separator: separator)
            return
        }
        groupCount += 1
        let group = "item\(groupCount)."
        add(group + property, parts: parts, parameters: parameters, separator: separator)
        add(group + "X-ABLabel", parts: [Self.oneLine(label.text)])
    }

    /// Adds a property of several components; nothing when all are empty.
    mutating func add(
        _ property: String, parts: [String], parameters: String = "",
        separator: UInt8 = UInt8(ascii: ";")
    ) {
        let clean = parts.map(Self.clean)
        guard let first = clean.first(where: { !$0.isEmpty }) else { return }
        let name = property.split(separator: ".").last.map(String.init) ?? property
        if substitutes[name] == nil { substitutes[name] = first }
        append(
            writer.line(
                head: Array((property + parameters).utf8), parts: clean, separator: separator))
    }

    /// Adds an address of something, in which only line breaks have to be written otherwise.
    mutating func addURI(_ property: String, _ uri: String, label: Label = Label()) {
        let clean = Self.oneLine(uri).trimmed
        guard !clean.isEmpty else { return }
        let isPlain = Self.type(of: label.text, property) != nil
        var head = property
        if let type = Self.type(of: label.text, property), !type.isEmpty { head += ";TYPE=\(type)" }
        if label.isPreferred { head += ";PREF=1" }
        if !isPlain {
            groupCount += 1
            head = "item\(groupCount)." + head
        }
        append(writer.line(head: Array(head.utf8), value: Array(clean.utf8)))
        if !isPlain { add("item\(groupCount).X-ABLabel", Self.oneLine(label.text)) }
    }

    private mutating func append(_ line: [UInt8]) {
        let isGrouped = line.starts(with: "item".utf8)
        guard isGrouped || seen.insert(line).inserted else { return }
        body.append(line)
    }

    /// The card as the import session takes it, all its lines told as of one line of the source.
    func finished(startLine: Int) -> ImportedCard {
        ImportedCard(
            written: head + body, writer.terminator, startLine: startLine, diagnostics: diagnostics)
    }

    private var head: [[UInt8]] {
        var lines = [writer.line(head: Array("VERSION".utf8), parts: ["4.0"])]
        if !uid.isEmpty {
            lines.append(writer.line(head: Array("UID".utf8), value: Array(uid.utf8)))
        }
        let parts = name.components.map { Self.oneLine(Self.clean($0)) }
        let candidates =
            [
                fullName,
                PersonName(
                    family: parts[0], given: parts[1], additional: parts[2],
                    prefix: parts[3], suffix: parts[4]
                ).composed,
            ] + ["NICKNAME", "ORG", "EMAIL", "TEL"].map { substitutes[$0] ?? "" }
        let shown = candidates.lazy.map { Self.oneLine(Self.clean($0)).trimmed }
            .first { !$0.isEmpty }
        if let shown { lines.append(writer.line(head: Array("FN".utf8), parts: [shown])) }
        guard !name.isBlank || !sortName.isEmpty else { return lines }
        let sort = sortName.isEmpty ? "" : ";SORT-AS=" + Self.quoted(sortName)
        lines.append(writer.line(head: Array(("N" + sort).utf8), parts: parts))
        return lines
    }
}
