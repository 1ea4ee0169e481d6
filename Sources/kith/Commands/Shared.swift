import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// The option of every command that tells something.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    /// Prints named values as JSON, or the sentence for people.
    ///
    /// - Parameters:
    ///   - members: Of the JSON document.
    ///   - sentence: Whole lines, without the last line feed.
    func print(_ members: [(key: String, value: JSONValue)], else sentence: String) {
        guard json else { return Terminal.write(sentence + "\n") }
        JSONOutput.write(members)
    }
}

/// The option of commands whose output may be longer than the screen.
struct PagerOptions: ParsableArguments {
    @Flag(name: .long, help: "Do not show long output page by page.")
    var noPager = false
}

/// The options of commands that list people.
struct ListOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    @Flag(name: .long, help: "Print rows with tabs, for programs.")
    var tsv = false

    @Flag(name: .long, help: "Print a table for spreadsheets, formulas defused.")
    var csv = false

    @Flag(name: .long, help: "Print ids alone, one a line.")
    var ids = false

    @Option(
        name: .long,
        help: """
            Columns to show, between commas: name,email,city,birthday,touched, my.stage of what \
            you say, x.size of your own fields; docs/search.md has all.
            """,
        completion: .list(PersonColumn.names))
    var fields: String?

    /// The form that was asked for.
    var form: PeopleTable.Form {
        json ? .json : ids ? .ids : csv ? .csv : tsv ? .tsv : .table
    }

    func validate() throws {
        _ = try chosen()
        let forms = [("--json", json), ("--tsv", tsv), ("--csv", csv), ("--ids", ids)]
            .filter(\.1).map(\.0)
        if forms.count > 1 {
            throw ValidationError("Say one of \(forms.joined(separator: " and ")).")
        }
        if ids, fields != nil { throw ValidationError("--ids prints ids alone, without --fields.") }
    }

    /// The columns that were asked for; nil for the usual ones.
    ///
    /// - Throws: ``ReplicaError``.
    func columns(_ replica: Replica) throws -> PeopleColumns? {
        try chosen().map { try PeopleColumns($0, of: replica) }
    }

    private func chosen() throws -> [PersonColumn]? {
        do {
            return try fields.map(PersonColumn.list)
        } catch {
            let hint =
                error.nearest.map { "did you mean \($0)?" }
                ?? "write names such as name,email,city,birthday,tags,my.stage,x.size; "
                + "docs/search.md has all."
            throw ValidationError("There is no column “\(error.name)”; \(hint)")
        }
    }
}

/// The bounds of every `--limit`: a list of nothing, or of less than nothing, is nobody's wish.
enum LimitOption {
    /// Refuses what is no number of people or items.
    ///
    /// - Parameters:
    ///   - limit: As it was given; nil when it was not.
    ///   - name: Of the option.
    /// - Throws: `ValidationError`.
    static func check(_ limit: Int?, _ name: String = "--limit") throws {
        guard (1...100_000).contains(limit ?? 1) else {
            throw ValidationError("\(name) is a number from 1 to 100000.")
        }
    }
}

/// `field=value` as the edit options take it.
struct CardWish {
    let field: String
    let label: String
    let value: String

    /// Reads `field=value` or `field.label=value`.
    ///
    /// - Throws: `ValidationError` that says how to write it.
    init(_ argument: String) throws {
        let separator = argument.firstIndex(of: "=") ?? argument.endIndex
        let parts = argument[..<separator].split(separator: ".", maxSplits: 1).map(String.init)
        guard let field = parts.first?.lowercased(), !field.isEmpty, separator < argument.endIndex
        else {
            let example = parts.first?.lowercased() ?? "title"
            throw ValidationError("write field=value, such as \(example)=\"…\"")
        }
        self.field = CardFieldWord(spelled: field)?.rawValue ?? field
        label = parts.count > 1 ? parts[1] : ""
        value = String(argument[argument.index(after: separator)...])
    }

    /// The wish to set the only value.
    ///
    /// - Throws: ``CommandError`` for a field that is not known.
    var setting: CardEditCommand {
        get throws {
            switch field {
            case "name": return .setFullName(value)
            case "org": return .set(.organisation, value)
            case "x": return .setCustom(label, value)
            default: break
            }
            if let part = NamePart(rawValue: field) { return .setNamePart(part, value) }
            if let single = SingleField(rawValue: field) { return .set(single, value) }
            if let part = AddressPart(rawValue: field) {
                return .setAddress(part, value, label: label)
            }
            if isPropertyName { return .setProperty(field.uppercased(), rawValue: value) }
            throw unknown(
                among: "name, org, title, role, birthday, anniversary, died, note, prefix, given, "
                    + "middle, family, suffix, street, extended, pobox, postcode, city, region, "
                    + "country, x.NAME, X-…")
        }
    }

    /// The wish to add a value.
    ///
    /// - Throws: ``CommandError`` for a field that is not known.
    var adding: CardEditCommand {
        get throws {
            if field == "x" { return .addCustom(label, value) }
            if field == "address" {
                return .addAddress(PostalAddress(street: value), label: label)
            }
            if field == "handle" { return .addHandle(value, service: label.lowercased()) }
            if field == "date", CardFieldWord(spelled: label) == .died { return .set(.died, value) }
            if field == "unit" { return .addUnit(value) }
            if field == "date" { return .addDate(value, label: label) }
            if field == "relation" { return .addRelation(value, label: label) }
            guard let list = ListField(rawValue: field) else {
                throw unknown(
                    among: "email, phone, url, nickname, unit, tag, note, address, "
                        + "handle.SERVICE, date.LABEL, relation.LABEL, x.NAME")
            }
            return .add(list, value, label: label)
        }
    }

    /// The wish to take a value away.
    ///
    /// - Throws: ``CommandError`` for a field that is not known.
    var removing: CardEditCommand {
        get throws {
            if field == "x" { return .removeCustom(label, value) }
            if field == "address" { return .removeAddress(containing: value) }
            if field == "handle" { return .removeHandle(value) }
            if field == "date" { return .removeDate(value, label: label) }
            if field == "relation" { return .removeRelation(value, label: label) }
            if field == "unit" { return .removeUnit(value) }
            // Without a value it goes, whatever it says.
            let isAny = value.trimmed.isEmpty
            if let part = NamePart(rawValue: field) { return .removeNamePart(part, value) }
            if let part = AddressPart(rawValue: field) {
                return .removeAddressPart(part, value, label: label)
            }
            if let list = ListField(rawValue: field), field != "note" || !isAny {
                return .remove(list, value, label: label)
            }
            if let single = SingleField(rawValue: field == "org" ? "organisation" : field) {
                return .removeSingle(single, value)
            }
            if isPropertyName { return .setProperty(field.uppercased(), rawValue: "") }
            throw unknown(
                among: "email, phone, url, nickname, unit, tag, note, address, city, handle, date, "
                    + "relation, x.NAME, title, …")
        }
    }

    private var isPropertyName: Bool { field.hasPrefix("x-") }

    private func unknown(among fields: String) -> CommandError {
        let list = field.split(separator: ".").first.flatMap { ListField(rawValue: String($0)) }
        if let list, !fields.contains("email") {
            return CommandError(
                exit: .usage,
                sentence:
                    "There can be several of `\(list.rawValue)`: --add \(list.rawValue)=… adds "
                    + "one, --remove \(list.rawValue)=… takes one away.")
        }
        if let property = CardFieldWord.property(of: field) {
            return CommandError(
                exit: .usage,
                sentence:
                    "`\(field)` is the line \(property) of a card: "
                    + (property.hasPrefix("X-")
                        ? "`--set \(property)=…` sets it."
                        : "`kith edit PERSON --vcard` writes it."))
        }
        if field == "relation" || field == "date" || field == "handle" {
            return CommandError(
                exit: .usage,
                sentence:
                    "There can be several of `\(field)`: --add \(field).LABEL=… adds one, "
                    + "--remove \(field)=… takes one away.")
        }
        return CommandError(
            exit: .usage, sentence: "There is no field `\(field)`; there are \(fields).")
    }
}
