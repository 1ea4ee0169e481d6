import ContactModel
import TestSupport
import Testing

struct PhoneNumberTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let country: String?
        let e164: String?
        let extensionDigits: String?
        var testDescription: String { "\(text) (\(country ?? "no country"))" }

        init(_ text: String, _ country: String?, _ e164: String?, ext: String? = nil) {
            (self.text, self.country, self.e164, extensionDigits) = (text, country, e164, ext)
        }
    }

    static func number(_ text: String, _ country: String?) -> PhoneNumber? {
        PhoneNumber(text, home: country.flatMap { DialingPlan(country: $0) })
    }

    static let international: [Row] = [
        Row("+44 20 7946 0958", nil, "+442079460958"),
        Row("+44 (0)20 7946 0958", "DE", "+442079460958"),
        Row("+44 020 7946 0958", nil, "+442079460958"),
        Row("0044 20 7946 0958", nil, "+442079460958"),
        Row("0044 20 7946 0958", "US", "+442079460958"),
        Row("011 44 20 7946 0958", "US", "+442079460958"),
        Row("0011 44 20 7946 0958", "AU", "+442079460958"),
        Row("010 1 202 555 0143", "JP", "+12025550143"),
        Row("8 10 49 30 901820", "RU", "+4930901820"),
        Row("(+49) 30 901820", nil, "+4930901820"),
        Row("＋４９ ３０ ９０１８２０", nil, "+4930901820"),
        Row("+٤٩ ٣٠ ٩٠١٨٢٠", nil, "+4930901820"),
        Row("tel:+1-202-555-0143", nil, "+12025550143"),
        Row("tel:901820;phone-context=+4930", nil, "+4930901820"),
        Row("\u{202A}+49 30 901820\u{202C}", nil, "+4930901820"),
        Row("+39 06 6982 0000", nil, "+390669820000"),
        Row("+39 (0)6 6982 0000", nil, "+390669820000"),
        Row("+34 (0)91 123 45 67", nil, "+34911234567"),
        Row("+36 06 30 123 4567", nil, "+36301234567"),
        Row("+52 1 55 1234 5678", nil, "+525512345678"),
        Row("+54 9 11 2345 6789", nil, "+5491123456789"),
        Row("+881 6 1234 5678", nil, "+881612345678"),
        Row("+1-800-FLOWERS", nil, "+18003569377"),
    ]

    static let national: [Row] = [
        Row("030 901820", "DE", "+4930901820"),
        Row("(030) 90 18 20", "de", "+4930901820"),
        Row("030/901820", "DE", "+4930901820"),
        Row("49 30 90182000", "DE", "+493090182000"),
        Row("Tel.: 030 901820", "DE", "+4930901820"),
        Row("030 901820 (office)", "DE", "+4930901820"),
        Row("7911 123456", "GB", "+447911123456"),
        Row("(202) 555-0143", "US", "+12025550143"),
        Row("1 202 555 0143", "US", "+12025550143"),
        Row("202.555.0143", "CA", "+12025550143"),
        Row("8 495 123-45-67", "RU", "+74951234567"),
        Row("8 612 34567", "LT", "+37061234567"),
        Row("8 029 123 45 67", "BY", "+375291234567"),
        Row("044 55 1234 5678", "MX", "+525512345678"),
        Row("011 15-2345-6789", "AR", "+5491123456789"),
        Row("0 15 11 98765-4321", "BR", "+5511987654321"),
        Row("06 6982 0000", "IT", "+390669820000"),
        Row("01 23 45 67 89", "FR", "+33123456789"),
    ]

    static let extensions: [Row] = [
        Row("+1 202 555 0143 x12", nil, "+12025550143", ext: "12"),
        Row("+1 202 555 0143 ext. 12", nil, "+12025550143", ext: "12"),
        Row("+1 202 555 0143 (ext 12)", nil, "+12025550143"),
        Row("+1 202 555 0143 #12", nil, "+12025550143", ext: "12"),
        Row("+1 202 555 0143,12", nil, "+12025550143", ext: "12"),
        Row("tel:+1-202-555-0143;ext=12", nil, "+12025550143", ext: "12"),
        Row("030 901820 Durchwahl 7", "DE", "+4930901820", ext: "7"),
        Row("+7 495 123-45-67 доб. 5", nil, "+74951234567", ext: "5"),
    ]

    static let refused: [Row] = [
        Row("", "DE", nil), Row("none", "DE", nil), Row("+", "DE", nil), Row("()", "DE", nil),
        Row("12", "DE", nil), Row("030 901820", nil, nil), Row("+999 12345678", "DE", nil),
        Row("202 555", "US", nil), Row("+1 202 555 01433", nil, nil),
        Row("+49 30 12345678901234567890", nil, nil), Row("ada@example.org", "DE", nil),
        Row("030 901820 call first", "DE", nil), Row("030 + 901820", "DE", nil),
        Row("(030 901820", "DE", nil), Row("+1 202 555 0143 x1234567890", nil, nil),
        Row(String(repeating: "1", count: 10_000), "DE", nil),
    ]

    @Test(arguments: international + national + extensions + refused)
    func `a number reads as it would be dialled`(row: Row) {
        let number = Self.number(row.text, row.country)
        #expect(number?.e164 == row.e164)
        #expect(number?.extensionDigits == row.extensionDigits)
    }

    @Test(arguments: NationalNumbers.table.split(separator: "\n"))
    func `a number of every country reads in its own and in every other form`(row: Substring) {
        let cells = row.split(separator: " | ").map(String.init)
        let country = cells.first ?? ""
        for pair in cells.dropFirst().map({ $0.split(separator: " = ").map(String.init) }) {
            #expect(pair.count == 2)
            #expect(Self.number(pair[0], country)?.e164 == pair[1])
            #expect(Self.number(pair[1], nil)?.e164 == pair[1])
            #expect(Self.number("00" + pair[1].dropFirst(), "DE")?.e164 == pair[1])
        }
    }

    @Test func `every row of the table can be met`() {
        #expect(DialingPlan.all.count > 210)
        let codes = DialingPlan.all.map { String($0.callingCode) }
        for code in codes {
            #expect(codes.filter { $0.hasPrefix(code) } == [code])
        }
        for plan in DialingPlan.all {
            let longest = 15 - String(plan.callingCode).utf8.count
            #expect((4...longest).contains { plan.allows(digits: $0) })
            #expect(!plan.allows(digits: longest + 1))
            #expect(!plan.allows(digits: -1) && !plan.allows(digits: 1000))
        }
        #expect(DialingPlan(country: "XX") == nil)
    }

    @Test func `what was read reads again from its E.164 form`() {
        for row in Self.international + Self.national + Self.extensions {
            guard let number = Self.number(row.text, row.country) else { continue }
            #expect(Self.number(number.e164, "FR")?.e164 == number.e164)
        }
    }

    @Test func `no text is refused by a crash`() {
        var random = SeededRandom(seed: 41)
        let pieces = [
            "+", "00", "(", ")", "0", "1", "49", "x", "ext", ";ext=", "#", "é", "\u{0}", "٣", "A",
            "tel:", ";phone-context=", " ", "-", "💥", "½", "²",
        ]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...14, using: &random)
            let text = (0..<count).compactMap { _ in random.pick(pieces) }.joined()
            let country = random.pick(["DE", "US", "MX", "AR", "BR", "IT", "XX"])
            if let number = Self.number(text, country) {
                #expect((4...16).contains(number.e164.utf8.count), "\(text)")
            }
        }
    }
}
