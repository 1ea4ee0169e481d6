import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The types that were declared for fields of one's own (`kith new field`).
struct CustomFieldTypes {
    private var typeByName: [String: CustomFieldType] = [:]
    private var choicesByName: [String: [String]] = [:]

    /// No declarations: every field takes any text.
    init() {}

    /// Reads the declarations.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ replica: Replica) throws {
        for item in try replica.items(of: .field) {
            guard let name = CustomField.name(item.text(.name)) else { continue }
            typeByName[name] = CustomFieldType(rawValue: item.text(.type)) ?? .text
            choicesByName[name] = CustomFieldType.choices(of: item)
        }
    }

    /// The value as it is written into the card.
    ///
    /// - Throws: ``CardEditError/wrongType(field:_:)``, ``CardEditError/noChoice(field:among:)``.
    func normal(_ text: String, of name: String) throws(CardEditError) -> String {
        guard !text.isEmpty, let type = CustomField.name(name).flatMap({ typeByName[$0] }) else {
            return text
        }
        guard let normal = type.normal(text) else { throw .wrongType(field: name, type) }
        let choices = CustomField.name(name).flatMap { choicesByName[$0] } ?? []
        guard type == .choice, !choices.isEmpty else { return normal }
        guard let choice = choices.first(where: { $0.lowercased() == normal.lowercased() }) else {
            throw .noChoice(field: name, among: choices)
        }
        return choice
    }

    /// The wish with its value as it is written into the card.
    ///
    /// - Throws: ``CardEditError/wrongType(field:_:)``, ``CardEditError/noChoice(field:among:)``.
    func checked(_ command: CardEditCommand) throws(CardEditError) -> CardEditCommand {
        switch command {
        case .setCustom(let name, let text): .setCustom(name, try normal(text, of: name))
        case .addCustom(let name, let text): .addCustom(name, try normal(text, of: name))
        default: command
        }
    }

    /// The form with its own fields as they are written into the card.
    ///
    /// What the form said before is not judged.
    ///
    /// - Throws: ``FormFailure`` with the line of a value of another type.
    func checked(
        _ saved: FormReader, against before: PersonForm
    ) throws(FormFailure) -> FormReader {
        var saved = saved
        var entries = saved.form[.custom]
        for (index, entry) in entries.enumerated() where !before[.custom].contains(entry) {
            do throws(CardEditError) {
                let text = try normal(entry.text, of: entry.label)
                entries[index] = PersonForm.Entry(text, label: entry.label)
            } catch {
                throw FormFailure(
                    FormRefusal(place: .entry(.custom, index), error: error), in: saved)
            }
        }
        saved.form[.custom] = entries
        return saved
    }
}
