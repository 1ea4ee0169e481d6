/// How numbers of one calling code are dialled: what stands before them and how long they are.
package struct DialingPlan: Hashable, Sendable {
    /// The calling code that ITU-T E.164 assigns, 1 to 3 digits.
    package let callingCode: Int
    /// The ISO 3166 codes of the countries that share it, the main one first; none for satellites.
    package let regions: [String]
    /// The prefixes dialled before a national number inside the country, the longest first.
    let trunkPrefixes: [String]
    /// The prefixes dialled to leave the country, the longest first; `00` is understood in any
    /// case.
    let exitPrefixes: [String]
    /// Bit n is set when a national number may have n digits.
    private let lengths: UInt32

    init(
        _ callingCode: Int, _ regions: String, trunk: String = "", exit: String = "",
        _ lengths: Int...
    ) {
        self.callingCode = callingCode
        self.regions = regions.split(separator: " ").map(String.init)
        trunkPrefixes = Self.longestFirst(trunk)
        exitPrefixes = Self.longestFirst(exit + " 00")
        self.lengths = lengths.reduce(0) { $0 | (1 << UInt32($1)) }
    }

    private static func longestFirst(_ list: String) -> [String] {
        list.split(separator: " ").map(String.init).sorted { $0.utf8.count > $1.utf8.count }
    }

    /// Whether a national number, without the trunk prefix, may have so many digits.
    package func allows(digits: Int) -> Bool {
        (0..<32).contains(digits) && lengths & (1 << UInt32(digits)) != 0
    }

    /// Whether the zero at the front of a number is part of it, also when called from abroad.
    var keepsZero: Bool { Self.codesThatKeepZero.contains(callingCode) }

    /// Italy, Côte d'Ivoire, Benin, Gabon, Congo, San Marino.
    private static let codesThatKeepZero: Set<Int> = [39, 225, 229, 241, 242, 378]

    /// The plan of a country.
    ///
    /// - Parameter country: Two letters of ISO 3166, in either case; nil comes back for others.
    package init?(country: String) {
        guard let plan = Self.plansByRegion[country.trimmed.uppercased()] else { return nil }
        self = plan
    }

    /// The plan whose calling code the digits begin with; codes are never prefixes of each other.
    static func plan(startOf digits: some StringProtocol) -> DialingPlan? {
        var code = 0
        for digit in digits.utf8.prefix(3) where digit.isDigit {
            code = code * 10 + Int(digit & 15)
            if let plan = plansByCode[code] { return plan }
        }
        return nil
    }

    private static let plansByCode = Dictionary(
        all.map { ($0.callingCode, $0) }, uniquingKeysWith: { first, _ in first })

    private static let plansByRegion = Dictionary(
        all.flatMap { plan in plan.regions.map { ($0, plan) } },
        uniquingKeysWith: { first, _ in first })
}
