/// One difference between a form as it was shown and as it was saved.
package enum FormChange: Hashable, Sendable {
    /// A field says something else; empty texts stand for nothing.
    case text(PersonForm.Field, from: String, to: String)
    /// An entry is new, at a place of the list as it was saved.
    case added(PersonForm.List, PersonForm.Entry, at: Int)
    /// An entry is gone from a place of the list as it was shown.
    case removed(PersonForm.List, PersonForm.Entry, was: Int)
    /// An entry says something else.
    case changed(
        PersonForm.List, from: PersonForm.Entry, to: PersonForm.Entry, was: Int, at: Int)
}

extension PersonForm {
    /// The changes that turn a card that says this into one that says `other`.
    ///
    /// Entries are matched when they are equal, then by value, then by label, then by their place
    /// in the list. Their order says nothing.
    ///
    /// - Complexity: O(n log n) of the entries.
    package func changes(to other: PersonForm) -> [FormChange] {
        var result = Field.allCases.compactMap { field -> FormChange? in
            self[field] == other[field]
                ? nil : .text(field, from: self[field], to: other[field])
        }
        for list in List.allCases where self[list] != other[list] {
            result += EntryMatching(self[list], other[list]).changes(of: list)
        }
        return result
    }
}

/// Which entry of a list was which.
private struct EntryMatching {
    private let old: [PersonForm.Entry]
    private let new: [PersonForm.Entry]
    private var newByOld: [Int?]
    private var isTaken: [Bool]

    init(_ old: [PersonForm.Entry], _ new: [PersonForm.Entry]) {
        self.old = old
        self.new = new
        newByOld = Array(repeating: nil, count: old.count)
        isTaken = Array(repeating: false, count: new.count)
        match { $0 }
        match { $0.parts }
        match { $0.label.isEmpty ? nil : $0.label }
        for index in old.indices
        where newByOld[index] == nil && new.indices.contains(index) && !isTaken[index] {
            newByOld[index] = index
            isTaken[index] = true
        }
    }

    /// Matches what is unmatched and has the same key, in order; without a key, nothing.
    private mutating func match<Key: Hashable>(_ key: (PersonForm.Entry) -> Key?) {
        var waiting: [Key: [Int]] = [:]
        for index in new.indices.reversed() where !isTaken[index] {
            if let key = key(new[index]) { waiting[key, default: []].append(index) }
        }
        for index in old.indices where newByOld[index] == nil {
            guard let key = key(old[index]), let found = waiting[key]?.popLast() else { continue }
            newByOld[index] = found
            isTaken[found] = true
        }
    }

    /// The changes that lead to the entries of `list`.
    func changes(of list: PersonForm.List) -> [FormChange] {
        var result: [FormChange] = []
        for (index, match) in newByOld.enumerated() {
            guard let match else {
                result.append(.removed(list, old[index], was: index))
                continue
            }
            guard old[index] != new[match] else { continue }
            result.append(
                .changed(list, from: old[index], to: new[match], was: index, at: match))
        }
        for index in new.indices where !isTaken[index] {
            result.append(.added(list, new[index], at: index))
        }
        return result
    }
}

extension FormChange {
    /// The change in a line: `title: Engineer → Analyst`, `tags: + friend`.
    package var summary: String {
        switch self {
        case .text(let field, let from, let to):
            "\(field.rawValue): " + Self.arrow(from, to)
        case .added(let list, let entry, _): "\(list.rawValue): + \(Self.said(entry))"
        case .removed(let list, let entry, _): "\(list.rawValue): - \(Self.said(entry))"
        case .changed(let list, let from, let to, _, _):
            "\(list.rawValue): " + Self.arrow(Self.said(from), Self.said(to))
        }
    }

    /// From one text to another; empty ones stand for nothing.
    package static func arrow(_ from: String, _ to: String) -> String {
        if from.isEmpty { return "+ \(to)" }
        return to.isEmpty ? "- \(from)" : "\(from) → \(to)"
    }

    private static func said(_ entry: PersonForm.Entry) -> String {
        entry.label.isEmpty ? entry.text : "\(entry.text) (\(entry.label))"
    }
}
