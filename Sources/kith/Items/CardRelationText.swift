import SQLiteReplica

extension CardRelation {
    /// Why nobody is meant beyond doubt, and what to do about it; empty when somebody is.
    var sentence: String {
        let said = "The card says \(label.isEmpty ? "related" : label): “\(text)”"
        switch outcome {
        case .person: return ""
        case .page: return "\(said), which is a page."
        case .nobody: return "\(said), and nobody here is called so; kith add takes them in."
        case .several(let count):
            return "\(said), and \(count) people are called so: kith new relation says who."
        case .word:
            return "\(said): one name alone could be anybody's; kith new relation says who."
        }
    }
}
