package import ChangeLog
import ContactModel

/// Who somebody on a list of guests is: never guessed among people of one name (practice S1-22).
package enum GuestMatch: Hashable, Sendable {
    /// Somebody I have a card of.
    case known(EntityID)
    /// Kept as a guest, with the reason why.
    case guest(why: String)

    /// Somebody whom the name could mean.
    package struct Namesake: Hashable, Sendable {
        package let person: EntityID
        package let name: String
        package let hasEmail: Bool

        package init(person: EntityID, name: String, hasEmail: Bool) {
            self.person = person
            self.name = name
            self.hasEmail = hasEmail
        }
    }

    /// As many as a line has room for.
    private static let shownPeople = 3

    /// Why a name that nobody has in full is a guest: a part of it may be somebody's.
    private static func why(_ words: [String], _ namesakes: [Namesake]) -> String {
        let like = namesakes.filter { Set(words).isSubset(of: FoldedText.words($0.name)) }
        guard !words.isEmpty, !like.isEmpty else { return "nobody of that name" }
        let names = like.prefix(shownPeople).map(\.name).joined(separator: ", ")
        let more = like.count > shownPeople ? " …" : ""
        return "could be \(names)\(more): kith set ID person=NAME says who"
    }

    /// Decides: the address decides alone; a name only when one person has it and no other address
    /// speaks against it.
    ///
    /// - Parameters:
    ///   - name: As the list says it.
    ///   - email: As the list says it; empty when it does not.
    ///   - owner: Who has that address.
    ///   - namesakes: Whom a look at the names finds.
    package init(name: String, email: String, owner: EntityID?, namesakes: [Namesake]) {
        if let owner {
            self = .known(owner)
            return
        }
        let words = FoldedText.words(name)
        let same = namesakes.filter { FoldedText.words($0.name) == words }
        guard let first = same.first, !words.isEmpty else {
            self = .guest(why: Self.why(words, namesakes))
            return
        }
        if same.count > 1 {
            self = .guest(why: "\(same.count) people have that name")
        } else if !email.isEmpty, first.hasEmail {
            self = .guest(why: "the one of that name has another address")
        } else {
            self = .known(first.person)
        }
    }
}
