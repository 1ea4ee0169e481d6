extension DuplicateWeighing.Finding {
    /// The reason in words for the two cards it was found on.
    func sentence(
        _ one: DuplicateProfile, _ other: DuplicateProfile, _ book: WordBook
    ) -> String {
        let value = book.word(word)
        let names = "“\(one.displayName)” and “\(other.displayName)”"
        switch kind {
        case .sameEmail: return "Both have the e-mail address \(value)."
        case .sharedEmail: return "Both have \(value), which is not one person's address."
        case .samePhone: return "Both have the phone number \(value)."
        case .sharedPhone: return "Both have \(value), a number that several people have."
        case .sameAddressOnTheWeb: return "Both have the page \(value)."
        case .sameMailboxName: return "Both are called \(value) at their mail providers."
        case .emailReadsAsName: return "The address \(value) reads as the name on the other card."
        case .noNames: return "Neither card names anybody else."
        case .sameOrganisation: return "Both are with the same organisation, “\(one.organisation)”."
        case .nothingInCommon: return "Their addresses or numbers have nothing in common."
        case .sameBirthday, .commonBirthday, .birthdayWithoutYear, .birthdayMisread,
            .differentBirthdays:
            return birthdaySentence(one.birthday, other.birthday)
        default: return nameSentence(names)
        }
    }

    private func birthdaySentence(_ left: PartialDate?, _ right: PartialDate?) -> String {
        let (date, otherDate) = (left?.description ?? "?", right?.description ?? "?")
        switch kind {
        case .sameBirthday: return "Both were born on \(date)."
        case .commonBirthday:
            return
                "Both have the birthday \(date), which is often written for want of a better one."
        case .birthdayWithoutYear:
            return "The birthdays agree as far as they are known: \(date) and \(otherDate)."
        case .birthdayMisread:
            return "The birthdays \(date) and \(otherDate) may be one, miswritten."
        default: return "The birthdays differ: \(date) and \(otherDate)."
        }
    }

    private func nameSentence(_ names: String) -> String {
        switch kind {
        case .sameName: "The names are the same: \(names)."
        case .nameVariant: "\(names) are forms of one name."
        case .misspeltName: "\(names) differ by a slip of the pen."
        case .partOfName: "\(names) agree as far as they are written out."
        case .differentGivenNames:
            "\(names) have one family name but different given names: perhaps relatives."
        case .differentFamilyNames: "\(names) have one given name but different family names."
        case .differentMiddleNames: "The middle names of \(names) differ."
        case .differentGenerations: "One is the elder, one the younger: \(names)."
        case .generationMissing: "Only one of \(names) says which generation it is."
        case .similarGivenNames: "\(names) have given names that are similar but not the same."
        default: "\(names) are different names."
        }
    }
}
