import ChangeLog
import ContactModel
import TestSupport

/// A book of people with known duplicates and known homonyms, the same for the same seed.
///
/// Families share a number, colleagues a switchboard and an office address, twins a birthday: all
/// the ways in which two people look like one.
struct PlantedBook {
    private(set) var profiles: [DuplicateProfile] = []
    private(set) var duplicates: Set<DuplicatePair> = []
    private(set) var homonyms: Set<DuplicatePair> = []

    private var random: SeededRandom
    private var emails: Set<String> = []
    private let families: [String]

    init(seed: UInt64, count: Int, duplicateCount: Int, homonymCount: Int) {
        random = SeededRandom(seed: seed)
        families = Self.familyNames(using: &random)
        while profiles.count < count - duplicateCount - homonymCount { addHousehold() }
        let people = Array(profiles.indices).shuffled(using: &random)
        for index in people.prefix(duplicateCount) { addDuplicate(of: profiles[index]) }
        for index in people.dropFirst(duplicateCount).prefix(homonymCount) {
            addHomonym(of: profiles[index])
        }
        profiles.shuffle(using: &random)
    }

    /// No two forms of one name: nobody calls two children so.
    static let givenNames = """
        Ada Adrian Agnes Alan Alice Amelia Ana Andrea Angela Anita Anna Anne Anton Arthur Barbara
        Beatrice Benjamin Bianca Boris Bruno Camille Carla Carlos Carmen Caroline Catherine Cedric
        Chiara Christian Christina Clara Claude Claudia Colette Daniel David Deborah Diana Diego
        Dorothy Edgar Edith Edward Elena Elisabeth Emil Emma Eric Erika Ernest Esther Eva Felix
        Fiona Florian Frances Frida Gabriel George Gerda Gianni Grace Gustav Hannah
        Harriet Hedwig Helen Henry Hugo Ida Igor Ingrid Irene Isabel Ivan Jacob James Jana
        Jasmin Jennifer Johann John Jonas Joseph Judith Julia Julian Karim Karin Kevin
        Lars Laura Lea Leon Leonie Linda Louise Lucas Lucia Magda Manuel Marco
        Margaret Maria Marie Marina Mario Martha Martin Matthew Maximilian Michael Mina Miriam
        Monika Nadia Natalie Nicholas Nicole Nils Nina Noah Nora Olga Oliver Oscar Otto Patricia
        Paul Paula Pedro Peter Philip Pia Quentin Rafael Rebecca Renate Richard Rita Robert Roman
        Rosa Ruth Samuel Sandra Sarah Sebastian Selma Simon Sofia Stefan Susanne Sven Tanja Teresa
        Theodor Thomas Timothy Tobias Ulrike Ursula Valentin Vera Victor Vincent Walter Wilhelm
        William Xenia Yvonne Zoe
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    private static func familyNames(using random: inout SeededRandom) -> [String] {
        let starts = """
            Ba Be Bor Bra Da Do Dre Fa Fen Ga Gro Ha Hol Ja Ka Kle Kö La Le Lo Ma Me Mo Mü Na Ol Pa
            Pe Ra Re Ro Sa Schu Ste Ta To Va Wa Wei Za
            """.split(whereSeparator: \.isWhitespace)
        let middles = """
            ber den der di fel gar ker la len li man mer na ner ra rin ro sen ska ter ti ven
            """.split(whereSeparator: \.isWhitespace)
        let ends = """
            aldi bach berg dt er ez feld hart in ings ini ka ke ler low mann mer ner o ov ova rud sen
            ski son stein ston ström t tini ton ville wood
            """.split(whereSeparator: \.isWhitespace)
        var names: Set<String> = []
        while names.count < 1_500 {
            let middle = Bool.random(using: &random) ? random.pick(middles) ?? "" : ""
            names.insert("\(random.pick(starts) ?? "")\(middle)\(random.pick(ends) ?? "")")
        }
        return names.sorted()
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func addHousehold() {
        let family = random.pick(families) ?? ""
        let landline = phone()
        let mailbox = "familie.\(FoldedText.fold(family))@house\(profiles.count).example"
        let birthday = date()
        let size = chance(15) ? 3 : chance(20) ? 2 : 1
        var names = Set<String>()
        for _ in 0..<size { names.insert(random.pick(Self.givenNames) ?? "") }
        let areTwins = chance(20)
        for given in names.sorted() {
            var profile = person(given, family)
            if size > 1 { profile.phones.append(landline) }
            if size > 1, areTwins { profile.birthday = birthday }
            if size > 1, chance(10) {
                profile.emails = [mailbox]
            }
            profiles.append(profile)
        }
    }

    private mutating func person(_ given: String, _ family: String) -> DuplicateProfile {
        let id = EntityID(value: UInt128(random.next()) << 64 | UInt128(random.next()))
        var profile = DuplicateProfile(
            id: id, displayName: "\(given) \(family)",
            name: PersonName(family: family, given: given))
        if chance(80) { profile.emails = [email(given, family)] }
        if chance(75) || profile.emails.isEmpty { profile.phones = [phone()] }
        if chance(40) { profile.birthday = date() }
        if chance(60) { join(organisation: Int.random(in: 0..<250, using: &random), &profile) }
        return profile
    }

    private mutating func join(organisation number: Int, _ profile: inout DuplicateProfile) {
        profile.organisation = "Works \(number) GmbH"
        if chance(15) { profile.phones.append("+49 30 55\(1000 + number)") }
        if chance(10) { profile.emails.append("info@works\(number).example") }
    }

    private mutating func email(_ given: String, _ family: String) -> String {
        let (given, family) = (FoldedText.fold(given), FoldedText.fold(family))
        let number = Int.random(in: 1...999, using: &random)
        let local = [
            "\(given).\(family)", "\(given.prefix(1))\(family)", "\(family)\(number)",
            "\(given)\(number)",
        ]
        let domain = ["gmail.com", "example.org", "mail.example", "works\(number).example"]
        let address = "\(random.pick(local) ?? "")@\(random.pick(domain) ?? "")"
        // Nobody gets an address that somebody has.
        return emails.insert(address).inserted ? address : "\(number).\(emails.count).\(address)"
    }

    private mutating func phone() -> String {
        let number = Int.random(in: 1_000_000...9_999_999, using: &random)
        return chance(70) ? "0170 \(number)" : "+44 20 7\(number)"
    }

    private mutating func date() -> PartialDate {
        let year = Int.random(in: 1940...2005, using: &random)
        let month = Int.random(in: 1...12, using: &random)
        return .parts(year: year, month: month, day: Int.random(in: 1...28, using: &random))
    }
}

extension PlantedBook {
    private mutating func addDuplicate(of original: DuplicateProfile) {
        var copy = person(original.name.given, original.name.family)
        // Nothing but the name in common: to be shown, never to be merged.
        let isBare = chance(2)
        copy.organisation = original.organisation
        copy.birthday = chance(50) ? original.birthday : nil
        if case .parts(_, let month, let day)? = copy.birthday, chance(25) {
            copy.birthday = .parts(year: nil, month: month, day: day)
        }
        let keepsEmail = !original.emails.isEmpty && chance(70)
        copy.emails =
            keepsEmail ? original.emails.map { $0.uppercased() } : chance(50) ? copy.emails : []
        if !keepsEmail, original.phones.isEmpty { copy.emails = original.emails }
        copy.phones = chance(70) || !keepsEmail ? original.phones.map { rewritten($0) } : []
        if isBare { (copy.emails, copy.phones) = ([], []) }
        rename(&copy)
        profiles.append(copy)
        duplicates.insert(DuplicatePair(original.id, copy.id))
    }

    private mutating func rewritten(_ phone: String) -> String {
        let digits = phone.filter { $0.isNumber }
        let isNational = phone.hasPrefix("0")
        let bare = isNational ? String(digits.dropFirst()) : String(digits.dropFirst(2))
        let code = isNational ? "49" : phone.hasPrefix("+44") ? "44" : "49"
        return random.pick([
            "+\(code) (0)\(bare.prefix(3))-\(bare.dropFirst(3))", "00\(code)\(bare)",
            "tel:+\(code)-\(bare)", "+\(code) \(bare.prefix(2)) \(bare.dropFirst(2))", phone,
        ]) ?? phone
    }

    private mutating func rename(_ copy: inout DuplicateProfile) {
        var name = copy.name
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: name.family = misspelt(name.family)
        case 25..<35: name.given = misspelt(name.given)
        case 35..<45: (name.given, name.family) = (name.family, name.given)
        case 45..<60: name.given = Self.shortForms[name.given] ?? name.given
        case 60..<65: name.given = "\(name.given.prefix(1))."
        case 65..<72: name.additional = random.pick(Self.givenNames) ?? ""
        case 72..<80: name.family = name.family.replacing("ü", with: "ue")
        default: break
        }
        copy.displayName = name.composed
        // Half of the programs in use write no parts, or only one.
        copy.name = chance(30) ? PersonName() : name
    }

    private mutating func misspelt(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 3 else { return word }
        let place = Int.random(in: 1..<(letters.count - 1), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        case 2: letters.insert(letters[place], at: place)
        default: letters[place] = random.pick(Array("aeinrst")) ?? "e"
        }
        return String(letters)
    }

    private static let shortForms = [
        "Alexander": "Alex", "Benjamin": "Ben", "Catherine": "Kate", "Christina": "Tina",
        "Daniel": "Dan", "Edward": "Ted", "Elisabeth": "Lisa", "Frances": "Fran",
        "George": "Jorge", "Helen": "Helena", "Henry": "Harry", "Jacob": "Jake", "James": "Jim",
        "Jennifer": "Jenny", "John": "Jack", "Joseph": "Joe", "Katharina": "Kathi",
        "Margaret": "Peggy", "Matthew": "Matt", "Maximilian": "Max", "Michael": "Mike",
        "Nicholas": "Nick", "Patricia": "Pat", "Peter": "Pete", "Philip": "Phil",
        "Rebecca": "Becky", "Richard": "Dick", "Robert": "Bob", "Samuel": "Sam",
        "Sebastian": "Basti", "Susanne": "Susi", "Theodor": "Theo", "Thomas": "Tom",
        "Timothy": "Tim", "Tobias": "Tobi", "Victor": "Viktor", "Walter": "Walt",
        "Wilhelm": "Willi", "William": "Bill",
    ]

    private mutating func addHomonym(of original: DuplicateProfile) {
        var other = person(original.name.given, original.name.family)
        switch Int.random(in: 0..<5, using: &random) {
        case 0:  // A namesake at the same company.
            other.organisation = original.organisation
        case 1:  // Parent and child at one number.
            other.phones = original.phones + other.phones
            other.birthday = .parts(year: 2008, month: 3, day: 5)
            let index = profiles.firstIndex { $0.id == original.id }
            if let index, original.birthday == nil {
                profiles[index].birthday = .parts(year: 1970, month: 1, day: 9)
            }
        case 2:  // One mailbox name at two providers.
            other.emails = original.emails.map {
                $0.prefix { $0 != "@" } + "@elsewhere.example"
            }
        default: break
        }
        profiles.append(other)
        homonyms.insert(DuplicatePair(original.id, other.id))
    }
}
