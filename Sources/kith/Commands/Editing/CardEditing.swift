import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// Somebody's card in the editor, as a form or as it is stored; no lock is held meanwhile.
struct CardEditing {
    private let basis: EditingBasis
    private let types: CustomFieldTypes

    /// Reads whom the words mean, as one space's card has it, or as all of them together.
    ///
    /// - Throws: ``KithExit/nothingFound`` after telling who it could be, or ``ReplicaError``.
    init(_ selector: String, in space: String?) throws {
        let replica = try Replica.reading()
        basis = try replica.editingBasis(of: try replica.person(selector), in: space)
        try basis.requireWritable()
        types = try CustomFieldTypes(replica)
    }

    private var shortID: String { PeopleTable.shortID(basis.summary.id) }

    /// Edits the card as a form.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    func runForm() throws {
        let reading = CardFormReading(basis.card)
        let shown = FormText.write(
            reading.form, title: "\(basis.summary.name) (\(shortID))", hidden: reading.hidden)
        try EditorSession(shown: shown, name: shortID, suffix: "yaml").run { text in
            let saved = try types.checked(try FormReader(text), against: reading.form)
            var random = SystemRandomNumberGenerator()
            do {
                try save(
                    try CardEditor.edits(
                        from: reading, to: saved.form, of: basis.card, using: &random))
            } catch let refusal as FormRefusal {
                throw FormFailure(refusal, in: saved)
            }
        }
    }

    /// Edits the card as it is stored.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    func runCard() throws {
        let shown = basis.card.bytes
        try EditorSession(shown: shown, name: shortID, suffix: "vcf").run { text in
            var random = SystemRandomNumberGenerator()
            try save(try CardText.edits(from: basis.card, to: text, using: &random))
        }
    }

    private func save(_ edits: [CellEdit]) throws {
        guard !edits.isEmpty else {
            Terminal.note("Nothing was changed.")
            return
        }
        let outcome = try Replica.writing().edit(on: basis, edits)
        if !outcome.places.isChanged, edits.allSatisfy({ $0.verb == .remove }) {
            Terminal.note(
                "Nothing was changed: what you took away was changed meanwhile, and stays.")
            return
        }
        EditText.tell(outcome.places, of: basis.summary)
        if outcome.conflictCount > 0 {
            Terminal.note(
                "\(Counted.text(outcome.conflictCount, "value")) changed while the editor was open; "
                    + "both are kept, `kith conflicts list` shows them.")
        }
    }
}

/// A card that does not exist yet, in the editor.
struct NewCardEditing {
    /// The form as far as it is filled already.
    let form: PersonForm
    let kind: EntityKind
    let space: String?

    /// Opens the form and adds the card.
    ///
    /// - Parameter added: Gets the new id and the name.
    /// - Throws: ``CommandError``, ``ReplicaError``.
    func run(_ added: (EntityID, String) -> Void) throws {
        let types: CustomFieldTypes
        do {
            types = try CustomFieldTypes(try Replica.reading())
        } catch ReplicaError.absent {
            types = CustomFieldTypes()
        }
        let shown = FormText.write(form, title: "Somebody new")
        try EditorSession(shown: shown, name: "new", suffix: "yaml").run { text in
            let saved = try types.checked(try FormReader(text), against: PersonForm())
            do {
                let id = try Replica.writing().add(saved.form, kind: kind, space: space)
                let name = saved.form[.fullName]
                added(id, name.isEmpty ? saved.form.name.composed : name)
            } catch let refusal as FormRefusal {
                throw FormFailure(refusal, in: saved)
            }
        }
    }
}
