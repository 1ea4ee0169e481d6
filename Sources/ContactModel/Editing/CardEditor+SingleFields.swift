extension CardEditor {
    /// Sets what a card says once; further titles, roles and organisations, as those of another card of the
    /// person, go.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func setOnly(_ field: SingleField, _ text: String) throws(CardEditError) {
        try set(field, text)
        let property: String
        switch field {
        case .organisation: property = "ORG"
        case .title: property = "TITLE"
        case .role: property = "ROLE"
        case .note, .birthday, .anniversary, .died: return
        }
        for (line, content) in linesToSet(property).dropFirst() {
            removeWithGroup(line, content)
        }
    }

    /// Sets or takes away the only value of a field.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func set(
        _ field: SingleField, _ text: String
    ) throws(CardEditError) {
        let text = text.trimmed
        if field != .note { try checkOneLine(text, field: field.rawValue) }
        switch field {
        case .organisation:
            // The units below an organisation stay while it does.
            let present = linesToSet("ORG").first?.content.components.first?.trimmed
            if text.isEmpty || present != text { setOrRemove(["ORG"], text) }
        case .title: setOrRemove(["TITLE"], text)
        case .role: setOrRemove(["ROLE"], text)
        case .note:
            // Which of several is meant nobody knows; the others would be lost.
            guard linesToSet("NOTE").count < 2 else { throw .severalNotes }
            setOrRemove(["NOTE"], text)
        case .birthday:
            try setDate(["BDAY"], text)
            removeAndroidRows { if case .date(_, "birthday") = $0 { true } else { false } }
        case .anniversary:
            try setAnniversary(text)
            removeAndroidRows { if case .date(_, "anniversary") = $0 { true } else { false } }
        case .died: try setDate(["DEATHDATE", "X-DEATHDATE"], text)
        }
    }

    /// Writes the anniversary into every form in which the card has it; Apple's is a day with a label.
    private mutating func setAnniversary(_ text: String) throws(CardEditError) {
        let names = PartialDate.anniversaryProperties
        let days = lines(named: "X-ABDATE").filter { isAnniversary($0.content) }
        if text.isEmpty || days.isEmpty || names.contains(where: { !lines(named: $0).isEmpty }) {
            try setDate(names, text)
        }
        guard !text.isEmpty else {
            for (line, content) in days { removeWithGroup(line, content) }
            return
        }
        let date = PartialDate(text: text)
        guard case .parts = date else { throw .notADate }
        for (line, content) in days where PartialDate(line: content) != date {
            let written = writtenDate(date)
            let head = String(
                decoding: content.head(dropping: ["VALUE", "X-APPLE-OMIT-YEAR", "CALSCALE"]),
                as: UTF8.self)
            put(
                line,
                writer.line(head: Array((head + written.parameters).utf8), parts: [written.text]))
        }
    }

    /// Takes rows of Android's away that another line says from now on, or nobody; whether there were any.
    @discardableResult
    mutating func removeAndroidRows(where isMeant: (AndroidRow) -> Bool) -> Bool {
        let found = linesToSet(AndroidRow.property).filter {
            AndroidRow($0.content).map(isMeant) ?? false
        }
        for (line, content) in found { removeWithGroup(line, content) }
        return !found.isEmpty
    }

    private func isAnniversary(_ content: ContentLine) -> Bool {
        guard let group = content.group?.lowercased() else { return false }
        return lines(named: "X-ABLABEL").contains { _, label in
            label.group?.lowercased() == group
                && LineLabel.clean(label.text).lowercased() == "anniversary"
        }
    }

    private mutating func setOrRemove(
        _ names: [String], _ text: String
    ) {
        guard text.isEmpty else {
            setFirst(names[0], parts: [text])
            return
        }
        for name in names {
            for (line, content) in linesToSet(name) {
                removeWithGroup(line, content)
            }
        }
    }

    /// Writes a date into the first line of any of the names, else adds one of the first name.
    private mutating func setDate(
        _ names: [String], _ text: String
    ) throws(CardEditError) {
        guard !text.isEmpty else {
            setOrRemove(names, "")
            return
        }
        let date = PartialDate(text: text)
        guard case .parts = date else { throw .notADate }
        let present = names.first { !lines(named: $0).isEmpty }
        let name = present ?? (version == .four ? names[0] : names.count > 1 ? names[1] : names[0])
        if let line = linesToSet(name).first, PartialDate(line: line.content) == date { return }
        let written = writtenDate(date)
        setFirst(
            name, parts: [written.text], dropping: ["VALUE", "X-APPLE-OMIT-YEAR", "CALSCALE"],
            parameters: written.parameters)
    }

    /// A date in the syntax of the card's version.
    private func writtenDate(_ date: PartialDate) -> (text: String, parameters: String) {
        guard version != .four else { return (date.basicForm, "") }
        guard case .parts(nil, let month?, let day?) = date else { return (date.description, "") }
        // The form that Apple and Google read in 3.0, where a year is required.
        let omitted = PartialDate.parts(year: PartialDate.appleNoYear, month: month, day: day)
        return (omitted.description, ";X-APPLE-OMIT-YEAR=\(PartialDate.appleNoYear)")
    }

    /// Sets any property, its value as it is to stand in the line.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func setProperty(
        _ name: String, _ rawValue: String
    ) throws(CardEditError) {
        let upper = name.utf8.upperCasedText
        let isName = !upper.isEmpty && upper.utf8.allSatisfy(\.isNameByte)
        guard isName, !["BEGIN", "END", "VERSION"].contains(upper) else {
            throw .unusableProperty(name: name)
        }
        try checkOneLine(rawValue, field: upper)
        let found = linesToSet(upper)
        guard !rawValue.isEmpty else {
            guard !found.isEmpty else { throw .noSuchValue(field: upper) }
            for (line, content) in found { removeWithGroup(line, content) }
            return
        }
        let value = Array(rawValue.utf8)
        guard let (line, content) = found.first else {
            appendOnly(writer.line(head: Array(name.utf8), value: value), of: upper)
            return
        }
        if content.rawValue == value { return }
        put(line, writer.line(head: content.head(), value: value))
    }
}
