/// Addresses in the form in which the search for duplicates compares them.
enum ContactKey {
    /// An e-mail address without tags and what its provider ignores; empty when it is none.
    static func email(_ address: String) -> String {
        let key = MatchKey.email(address)
        guard let at = key.lastIndex(of: "@"), at != key.startIndex else { return "" }
        var local = key[..<at]
        var domain = String(key[key.index(after: at)...])
        if domain.isEmpty { return "" }
        if let tag = local.firstIndex(of: "+"), tag != local.startIndex { local = local[..<tag] }
        if domain == "googlemail.com" { domain = "gmail.com" }
        let name = domain == "gmail.com" ? String(local.filter { $0 != "." }) : String(local)
        return name + "@" + domain
    }

    /// The part of a key before the `@`, if it can be one person's own choice; else empty.
    static func mailboxName(ofKey key: String) -> String {
        let local = key.prefix { $0 != "@" }
        let isTelling = local.utf8.count >= 6 && local.contains(where: \.isLetter)
        return isTelling && !isOffice(local) ? String(local) : ""
    }

    /// Whether a key is the address of an office and not of somebody.
    static func isOfficeAddress(_ key: String) -> Bool {
        isOffice(key.prefix { $0 != "@" })
    }

    private static func isOffice(_ local: Substring) -> Bool {
        FoldedText.words(String(local)).contains { offices.contains($0) }
    }

    /// A phone number in E.164 with its extension, else its digits; empty for fewer than five.
    static func phone(_ number: String, home: DialingPlan?) -> String {
        if let phone = PhoneNumber(number, home: home) {
            return phone.e164 + (phone.extensionDigits.map { "x" + $0 } ?? "")
        }
        let digits = MatchKey.phone(number)
        return digits.utf8.count >= 5 ? digits : ""
    }

    /// A web address without scheme, `www.`, query and closing slash; empty when it is only a site.
    static func profilePage(_ address: String) -> String {
        var text = address.trimmed.lowercased()[...]
        if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
        if text.hasPrefix("www.") { text = text.dropFirst(4) }
        text = text.prefix { $0 != "?" && $0 != "#" }
        while text.last == "/" { text = text.dropLast() }
        guard let slash = text.firstIndex(of: "/"), text.index(after: slash) != text.endIndex
        else { return "" }
        return String(text)
    }

    /// The words of a company's name without its legal form.
    static func organisation(_ name: String) -> String {
        let words = FoldedText.words(name).map(NameReading.comparable)
        let telling = words.filter { !legalForms.contains($0) }
        return (telling.isEmpty ? words : telling).joined(separator: " ")
    }

    private static let offices: Set<String> = [
        "info", "office", "contact", "kontakt", "mail", "hello", "sales", "support", "admin",
        "team", "post", "service", "billing", "accounts", "hr", "jobs", "press", "presse",
        "noreply", "reply", "webmaster", "postmaster", "sekretariat", "secretary", "marketing",
        "help", "reception", "bookings", "enquiries", "inquiries",
        "buchhaltung", "verwaltung", "newsletter", "orders", "shop", "news",
    ]

    private static let legalForms: Set<String> = [
        "inc", "ltd", "llc", "llp", "plc", "corp", "co", "company", "corporation", "limited",
        "gmbh",
        "ag", "kg", "ug", "se", "ev", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "ab", "as",
        "oy", "aps", "sl", "the", "and", "und", "mbh", "ohg", "gbr", "eg", "pty", "kk",
    ]
}
