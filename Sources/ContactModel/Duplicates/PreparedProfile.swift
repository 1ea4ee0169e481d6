/// A profile with everything that is compared as numbers of one ``WordBook``.
///
/// A class, so that the many places that look at one share it.
final class PreparedProfile {
    let isOrganisation: Bool
    let given: [Int32]
    let joinedGiven: Int32
    /// The names that the first given name is a form of, else itself.
    let givenForms: [Int32]
    let family: [Int32]
    let nicknames: [Int32]
    let generation: Int32
    let emails: [Int32]
    let mailboxNames: [Int32]
    let phones: [Int32]
    let pages: [Int32]
    let birthday: PartialDate?
    let organisation: Int32
    /// The words of the name and the letters they sound like, for looking people up.
    let sounds: (given: Int32, family: Int32)

    /// Stands for a word that is not there.
    static let absent: Int32 = -1

    var hasName: Bool { !given.isEmpty || !family.isEmpty }

    init(_ profile: DuplicateProfile, home: DialingPlan?, book: inout WordBook) {
        isOrganisation = profile.form == .organisation
        var reading = NameReading(profile)
        if isOrganisation {
            let shown = ContactKey.organisation(
                profile.organisation.isEmpty ? profile.displayName : profile.organisation)
            (reading.given, reading.family, reading.generation) = ([shown], [shown], "")
        }
        given = book.numbers(of: reading.given)
        joinedGiven = book.number(of: reading.given.joined())
        let first = reading.given.first ?? ""
        let forms = GivenNames.names(of: first).prefix(4).map { "=\($0)" }
        givenForms = book.numbers(of: forms.isEmpty ? [first] : forms)
        family = book.numbers(of: reading.family)
        nicknames = book.numbers(
            of: profile.nicknames.prefix(8).map { NameReading.comparable(FoldedText.fold($0)) })
        generation = Self.optional(reading.generation, &book)
        let emailKeys = profile.emails.prefix(Self.maximumValueCount).map(ContactKey.email)
        emails = book.numbers(of: emailKeys)
        mailboxNames = book.numbers(of: emailKeys.map(ContactKey.mailboxName))
        phones = book.numbers(
            of: profile.phones.prefix(Self.maximumValueCount).map {
                ContactKey.phone($0, home: home)
            })
        pages = book.numbers(
            of: profile.urls.prefix(Self.maximumValueCount).map(ContactKey.profilePage))
        if case .parts = profile.birthday { birthday = profile.birthday } else { birthday = nil }
        organisation = Self.optional(ContactKey.organisation(profile.organisation), &book)
        sounds = (
            Self.optional(SoundCode.code(of: first), &book),
            Self.optional(SoundCode.code(of: reading.family.first ?? ""), &book)
        )
    }

    /// A card may hold any number of addresses; so many are compared.
    private static let maximumValueCount = 32

    private static func optional(_ word: String, _ book: inout WordBook) -> Int32 {
        word.isEmpty ? absent : book.number(of: word)
    }
}
