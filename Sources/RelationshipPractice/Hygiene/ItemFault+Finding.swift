import ChangeLog
package import ContactModel

extension ItemFault {
    /// The fault of an item that makes no sense whatever its kind: an end before its beginning, a
    /// tie of somebody with themselves.
    package static func ofSense(_ item: Item, _ schema: ItemSchema) -> ItemFault? {
        func day(_ name: FieldName) -> PartialDate? {
            let type = schema.field(name)?.type
            return type == .day || type == .vagueDay ? PartialDate(text: item.text(name)) : nil
        }
        if let from = day(.from)?.days, let to = day(.to)?.days, from.lowerBound > to.upperBound {
            return .endsBeforeItBegins(from: item.text(.from), to: item.text(.to))
        }
        if let one = item.entity(.a), one == item.entity(.b) { return .sameTwice }
        return nil
    }

    /// A touch has been.
    package static func ofTime(
        _ milliseconds: UInt64, now: UInt64, dayOf: (UInt64) -> CivilDay
    ) -> ItemFault? {
        let day = dayOf(milliseconds)
        if day > dayOf(now) { return .isToCome(day) }
        return milliseconds > now ? .isLaterToday : nil
    }

    /// The fault of a value that means something and cannot be read, or is forbidden.
    package static func ofMeaning(_ item: Item) -> ItemFault? {
        switch item.kind {
        case .field:
            let name = item.text(.name)
            guard CustomField.name(name) != nil else { return .unusableName(name) }
            let isChoice = item.text(.type) == CustomFieldType.choice.rawValue
            return isChoice && CustomFieldType.choices(of: item).isEmpty ? .choiceWithoutWords : nil
        case .cadence:
            guard CadenceRules.isScope(item.text(.text)) else { return .unreadableScope }
            return ofCadence(item.text(.every))
        case .pool: return item.text(.every).isEmpty ? nil : ofCadence(item.text(.every))
        case .route:
            return item.text(.scores).split(separator: ",")
                .first { RouteComparison.score($0) == nil }
                .map { .unreadableScore(String($0)) }
        case .signal:
            return item.text(.text).isEmpty && item.text(.type).isEmpty ? .emptySign : nil
        case .target:
            guard item.text(.status) == "active" else { return nil }
            return [FieldName.why, .offer].first { item.text($0).isEmpty }
                .map { .activeWithout($0) }
        case .me: return ofLevels(item.text(.knows))
        case .intro:
            let hasRefused = [FieldName.aSays, .bSays].contains { item.text($0) == "no" }
            return item.text(.status) == "made" && hasRefused ? .madeUnasked : nil
        default: return nil
        }
    }

    /// Of a level of knowledge that is none: a topic may stand without one.
    package static func ofLevels(_ text: String) -> ItemFault? {
        text.split(separator: ",").first { part in
            guard let sign = part.firstIndex(of: "=") else { return false }
            let level = Int(String(part[part.index(after: sign)...]).trimmed)
            return !(level.map(Teacher.levels.contains) ?? false)
        }.map { .unreadableLevel(String($0).trimmed) }
    }

    /// Of a cadence that cannot be read.
    package static func ofCadence(_ text: String) -> ItemFault? {
        Cadence(text) == nil ? .unreadableCadence : nil
    }
}
