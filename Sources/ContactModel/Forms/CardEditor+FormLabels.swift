import ChangeLog

extension CardEditor {
    /// Calls a value something else; the value keeps its bytes, the line all other parameters.
    mutating func setLabel(
        of element: ElementID, _ label: String, using random: inout some RandomNumberGenerator
    ) {
        guard let line = card[element] else { return }
        let content = ContentLine(raw: line.raw)
        let members = members(of: content.group, but: element)
        let own = members.first { $0.content.name == "X-ABLABEL" }
        let isShared = members.contains { !$0.content.name.hasPrefix("X-AB") }
        if let own, !isShared, !label.isEmpty {
            patch(own.line, own.content, parts: [label])
            return
        }
        if let own, !isShared { card.remove(own.line.element) }
        let type = Self.type(of: label)
        let needsGroup = !label.isEmpty && type == nil
        var head = headWithoutLabel(content)
        // A label in a group of several values would be the label of all of them.
        let leavesGroup = isShared && (own != nil || needsGroup)
        if leavesGroup, let group = content.group { head.removeFirst(group.utf8.count + 1) }
        var group = leavesGroup ? nil : content.group
        if needsGroup, group == nil {
            let free = freeGroup()
            head = Array("\(free).".utf8) + head
            group = free
        }
        if let type { head += Array(parameter(type).utf8) }
        rewrite(line, content, head: head)
        if needsGroup, let group {
            let raw = writer.line(head: Array("\(group).X-ABLabel".utf8), parts: [label])
            append(raw, after: content.name, using: &random)
        }
    }

    private func parameter(_ type: String) -> String {
        switch version {
        case .two: type.split(separator: ",").map { ";" + $0 }.joined()
        case .three: ";TYPE=" + type
        case .four: ";TYPE=" + type.lowercased()
        }
    }

    private func members(
        of group: String?, but element: ElementID
    ) -> [(line: CardLine, content: ContentLine)] {
        guard let group = group?.lowercased() else { return [] }
        return card.lines.map { ($0, ContentLine(raw: $0.raw)) }.filter {
            $0.0.element != element && $0.1.group?.lowercased() == group
        }
    }

    /// Writes another head before the value as it stands.
    mutating func rewrite(_ line: CardLine, _ content: ContentLine, head: [UInt8]) {
        let isPlain =
            content.encoding == .plain && content.firstValue(of: "CHARSET") == nil
            && (version != .two || content.rawValue.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        if isPlain {
            put(line, writer.line(head: head, value: content.rawValue))
        } else {
            let parts = content.name == "ADR" ? content.components : [content.text]
            put(line, writer.line(head: head, parts: parts))
        }
    }

    /// Group, name and parameters, without the types that the label was read from.
    private func headWithoutLabel(_ content: ContentLine) -> [UInt8] {
        let dropped = Set(content.types).subtracting(LineLabel.silent)
        let nameEnd =
            content.storage.firstIndex { $0 == .semicolon || $0 == .colon }
            ?? content.storage.endIndex
        var head = Array(content.storage[..<nameEnd])
        for parameter in content.parameters {
            if parameter.name == "CHARSET" || parameter.name == "ENCODING" { continue }
            let isType = parameter.name == "TYPE" || parameter.name.isEmpty
            let values = parameter.values.flatMap { $0.split(separator: ",").map(String.init) }
            let kept = values.filter { !dropped.contains($0.lowercased()) }
            guard isType, kept.count < values.count || Self.isEncoding(values) else {
                head.append(.semicolon)
                head.append(contentsOf: content.storage[parameter.range])
                continue
            }
            guard !kept.isEmpty, !Self.isEncoding(values) else { continue }
            let name = parameter.name.isEmpty ? "" : "TYPE="
            head.append(contentsOf: Array((";" + name + kept.joined(separator: ",")).utf8))
        }
        return head
    }

    private static func isEncoding(_ values: [String]) -> Bool {
        let names: Set<String> = ["quoted-printable", "base64", "8bit", "7bit", "b", "q"]
        return values.count == 1 && names.contains(values[0].lowercased())
    }
}
