import ChangeLog
package import ContactModel

extension RhythmFacts {
    /// How I know somebody whom a way begins at, and since when: what makes it natural to ask them
    /// (practice S1-17).
    ///
    /// - Parameter dayOf: The day on which an instant falls.
    /// - Returns: Such as `you know Tom Becker: close; a friend; 3 touches, the last on 2027-08-02`.
    package func ownTieWords(dayOf: (UInt64) -> CivilDay) -> String {
        var parts: [String] = []
        if let tier { parts.append(tier.rawValue) }
        let relation = overlay.text(.relation)
        if !relation.isEmpty { parts.append(relation) }
        if touches.count > 0 {
            let count = Counted.text(touches.count, "touch", "touches")
            let last = touches.lastMilliseconds.map { ", the last on \(dayOf($0))" } ?? ""
            parts.append(count + last)
        }
        let met = [FieldName.metHow, .metWhere, .metOn].map(overlay.text).filter { !$0.isEmpty }
        if !met.isEmpty { parts.append("met: \(met.joined(separator: ", "))") }
        return "you know \(name): "
            + (parts.isEmpty ? "nothing else is written down" : parts.joined(separator: "; "))
    }
}
