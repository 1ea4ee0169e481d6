package import ChangeLog
import ContactModel

/// An organisation of an area: who is there that I know, and whom I want to know there (practice
/// S1-6, S1-7).
package struct AreaOrganisation: Hashable, Sendable {
    /// Somebody I know there.
    package struct Known: Hashable, Sendable {
        package let person: EntityID
        package let name: String
        /// In what way, and as what: "works, harbour master"; empty when the card alone says it.
        package let role: String
    }

    /// Somebody I want to know there.
    package struct Wanted: Hashable, Sendable {
        package let target: EntityID
        /// The role, else what the target is called; with the name once that is known.
        package let text: String
    }

    package let id: EntityID
    package let name: String
    /// By name.
    package let known: [Known]
    /// Who has a role there that lasts, and whom I do not know yet; by name.
    package let identified: [Known]
    /// Open targets there, in the order of the book.
    package let wanted: [Wanted]

    /// Looks at one organisation.
    init(_ organisation: EntityID, _ pages: BookByPerson) {
        let book = pages.book
        id = organisation
        name = book.name(organisation)
        let roles = pages.items(.affiliation, of: organisation).filter { $0.lasts(book.today) }
        func described(_ person: EntityID) -> Known {
            let role = roles.last { $0.entity(.person) == person }
            return Known(
                person: person, name: book.name(person),
                role: [role?.text(.type) ?? "", role?.text(.text) ?? ""]
                    .filter { !$0.isEmpty }.joined(separator: ", "))
        }
        let there = pages.known(at: organisation)
        known = there.map(described)
        identified = Set(roles.compactMap { $0.entity(.person) }).subtracting(there)
            .filter { $0 != organisation && book.peace(of: $0) == nil && book.people[$0] != nil }
            .sorted { (book.name($0), $0) < (book.name($1), $1) }.map(described)
        wanted = pages.open(.target, of: organisation).filter { $0.entity(.org) == organisation }
            .map { target in
                let who = target.entity(.person).map(book.name) ?? ""
                let role = target.text(.role)
                let what = role.isEmpty ? target.text(.text) : role
                return Wanted(
                    target: target.id,
                    text: who.isEmpty || who == what ? what : "\(what): \(who)")
            }
    }

    /// A line: those I know with their roles, those I do not know yet, then whom I want to know, or how
    /// to say so.
    package var sentence: String {
        func told(_ person: Known) -> String {
            person.role.isEmpty ? person.name : "\(person.name) (\(person.role))"
        }
        let people = known.map(told)
        let found =
            identified.isEmpty
            ? "" : "not known yet: " + identified.map(told).joined(separator: ", ")
        let missing =
            wanted.isEmpty
            ? known.isEmpty && identified.isEmpty
                ? "no target yet: kith new target \"…\" org=\(Concern.quoted(name)) role=…" : ""
            : "wanted: " + wanted.map(\.text).joined(separator: ", ")
        let there = people.isEmpty ? "nobody known" : people.joined(separator: ", ")
        return "\(name): " + [there, found, missing].filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
