import ChangeLog

/// Messengers and profiles in networks, called by their service.
extension CardEditor {
    /// Adds a handle: a page as a profile, anything else as an address of a messenger.
    mutating func addHandle(
        _ handle: PersonForm.Entry, using random: inout some RandomNumberGenerator
    ) {
        let profile = version == .four ? "SOCIALPROFILE" : "X-SOCIALPROFILE"
        let name = HandleAddress.isPage(handle.text) ? profile : "IMPP"
        let address = HandleAddress.uri(of: handle.text, service: handle.label)
        let head = name + parameters(of: name, service: handle.label)
        append(
            writer.line(head: Array(head.utf8), value: Array(address.utf8)), after: name,
            using: &random)
    }

    /// Writes another handle into a line.
    mutating func writeHandle(_ handle: String, _ line: CardLine, _ content: ContentLine) {
        guard !HandleAddress.isNamedAfterService(content) else {
            patch(line, content, parts: [handle])
            return
        }
        let old = content.text.trimmed
        let isMarked = HandleAddress.shown(old) != old
        let address = isMarked ? HandleAddress.uri(of: handle, service: "") : handle
        put(line, writer.line(head: content.head(), value: Array(address.utf8)))
    }

    /// Calls a handle by another service; its address keeps its bytes.
    mutating func setService(
        of element: ElementID, _ service: String, using random: inout some RandomNumberGenerator
    ) {
        guard let line = card[element] else { return }
        let content = ContentLine(raw: line.raw)
        guard !HandleAddress.isNamedAfterService(content) else {
            removeWithGroup(line, content)
            addHandle(PersonForm.Entry(content.text, label: service), using: &random)
            return
        }
        let bare = content.head(dropping: ["SERVICE-TYPE", "X-SERVICE-TYPE"])
        if bare != content.head() { rewrite(line, content, head: bare) }
        let isType = service.isEmpty || Self.type(of: service) != nil
        setLabel(of: element, isType ? service : "", using: &random)
        guard !isType, let line = card[element] else { return }
        let unlabelled = ContentLine(raw: line.raw)
        let said = parameters(of: content.name, service: service)
        rewrite(line, unlabelled, head: unlabelled.head() + Array(said.utf8))
    }

    /// The parameters that say the service; a word such as `work` is a type as everywhere.
    private func parameters(of name: String, service: String) -> String {
        guard !service.isEmpty, Self.type(of: service) == nil else {
            return typeParameters(of: name, service)
        }
        let parameter =
            switch name {
            case "X-SOCIALPROFILE": "TYPE"
            case "IMPP" where version != .four: "X-SERVICE-TYPE"
            default: "SERVICE-TYPE"
            }
        return ";\(parameter)=" + LineWriter.parameterValue(service)
    }
}
