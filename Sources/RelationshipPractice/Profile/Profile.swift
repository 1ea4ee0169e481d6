package import ChangeLog
package import ContactModel

/// The words about oneself for others: the content of the one-pager (practice S1-38).
///
/// Made of `me` and `offer` items only. Minutes, ceilings, limits of offers and what other people
/// offer stay private.
package struct Profile: Hashable, Sendable {
    /// Something I can give.
    package struct Offer: Hashable, Sendable {
        package let text: String
        package let type: String
        package let url: String
    }

    /// The audience of this variant; empty for everybody.
    package let audience: String
    /// The first of the items it is made of, which names the card on every machine; nil without any.
    package let id: EntityID?
    package let name: String
    package let who: String
    package let value: String
    package let useful: String
    package let looking: String
    package let email: String
    package let phone: String
    package let url: String
    /// The file with my picture.
    package let photo: String
    package let proofs: [String]
    package let interests: [String]
    package let offers: [Offer]
    /// Whether anything was written for this audience in particular.
    package let isVariant: Bool

    /// The questions, in the order in which they are asked.
    package static let questions: [(field: FieldName, question: String)] = [
        (.name, "How are you called?"),
        (.who, "Who are you, and what do you do?"),
        (.value, "What is your value to others, in one sentence?"),
        (.proofs, "What shows it? A line or a semicolon sets proofs apart."),
        (.useful, "How can you be useful to others?"),
        (.interests, "What interests you? Commas set interests apart."),
        (.looking, "What are you looking for?"),
        (.email, "At which address do you like to be written to?"),
        (.phone, "At which number may people call you?"),
        (.url, "Which page of yours should they see?"),
        (.photo, "Which file has your picture?"),
        (.budget, "How many minutes a week do you have for all this? Never on a page."),
        (.field, "What is your own profession or field? Never on a page."),
        (.knows, "Which topics do you know well: brewing=4, law=2? Never on a page."),
        (.quota, "How many touches a week are enough? Never on a page."),
        (.ceiling, "How many touches a week are too many? Never on a page."),
    ]

    /// Joins what is said to everybody with what is said to an audience.
    ///
    /// An answer for the audience takes the place of the usual one; an offer with an audience is
    /// shown to that audience only.
    ///
    /// - Parameters:
    ///   - me: Items of the kind `me`.
    ///   - offers: Items of the kind `offer`; those that somebody else gives are left out.
    ///   - audience: For whom; empty for everybody.
    package init(me: [Item], offers: [Item], audience: String = "") {
        let wanted = Self.word(audience)
        let usual = me.filter { $0.text(.audience).isEmpty }
        let special = wanted.isEmpty ? [] : me.filter { Self.word($0.text(.audience)) == wanted }
        func said(_ field: FieldName) -> String {
            (special + usual).map { $0.text(field) }.first { !$0.isEmpty } ?? ""
        }
        let mine = offers.filter { $0.entity(.person) == nil && !$0.text(.text).isEmpty }
        let shown = mine.filter { offer in
            let audiences = Self.parts(offer.text(.audience), [","]).map(Self.word)
            return audiences.isEmpty || !wanted.isEmpty && audiences.contains(wanted)
        }
        self.audience = audience
        id = (usual.isEmpty ? special : usual).map(\.id).min()
        name = said(.name)
        who = said(.who)
        value = said(.value)
        useful = said(.useful)
        looking = said(.looking)
        email = said(.email)
        phone = said(.phone)
        url = said(.url)
        photo = said(.photo)
        proofs = Self.parts(said(.proofs), ["\n", ";"])
        interests = Self.parts(said(.interests), [",", "\n"])
        self.offers = shown.map {
            Offer(text: $0.text(.text), type: $0.text(.type), url: $0.text(.url))
        }
        isVariant = !special.isEmpty || shown.contains { !$0.text(.audience).isEmpty }
    }

    /// Whether there is nothing to show.
    package var isEmpty: Bool {
        [name, who, value, useful, looking].allSatisfy(\.isEmpty) && proofs.isEmpty
            && interests.isEmpty && offers.isEmpty
    }

    /// An audience as it is compared: without regard to case and blanks around it.
    package static func word(_ audience: String) -> String {
        audience.lowercased().split(separator: " ").joined(separator: " ")
    }

    private static func parts(_ text: String, _ separators: Set<Character>) -> [String] {
        text.split { separators.contains($0) }
            .map { $0.split { $0.isWhitespace }.joined(separator: " ") }
            .filter { !$0.isEmpty }
    }
}
