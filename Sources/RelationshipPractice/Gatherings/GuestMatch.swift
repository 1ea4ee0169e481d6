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
            self = .guest(why: "nobody of that name")
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
