import Foundation
import TestSupport
import Testing

/// "Constants cite the essay or the literature": no number of the practice comes from nowhere.
@Suite struct CitedNumberTests {
    /// Files that compute, draw or print; their numbers decide nothing about people.
    private static let technical: [String: String] = [
        "QR": "a standard, ISO/IEC 18004", "HTMLText": "a standard", "PageFrame": "drawing",
        "Profile+": "formats", "Seating": "arithmetic; sources stand in the types",
        "MeasureReport": "drawing", "NetworkMap": "drawing", "MapPage": "drawing",
        "BinaryHeap": "arithmetic", "Wording": "words", "MatchRound": "a tournament's arithmetic",
    ]

    /// Numbers that decide nothing about people.
    private static let plain: [String: String] = [
        "DayCount": "the calendar", "shown": "as many as a screen shows",
        "CaptureLine.maximumNameWords": "reading", "CaptureLine.namesOfGuest": "reading",
        "DaySlip.maximumWords": "reading",
        "IntroductionSearch.maximumPeople": "a bound of the work",
        "Communities.maximumRounds": "a bound of the work",
        "Weaving.pairedPeople": "a bound of the work",
        "WebReading.comparedCircles": "as many as pages show",
        "WebReading.namedTies": "as many as a line shows",
        "Acquaintances.portion": "rows read at a time",
        "GatheringMinutes.minutesOfHour": "the clock", "Closeness.halving": "arithmetic",
        "Bars.width": "drawing", "ContactRhythm.quarterMilliseconds": "the clock",
        "Map.usualDrawnLimit": "as many as a drawing shows",
        "Page.maximumPictureBytes": "a bound of the work",
        "Guests.maximumBytes": "a bound of the work", "Capture.maximumLines": "a bound of the work",
    ]

    /// Parts of lines with a number of their own that weighs nothing, and why.
    private static let allowed: [(file: String, code: String, why: String)] = [
        ("Tier", "case .", "an order"), ("AreaCoverage", "case .covered: 2", "an order"),
        ("Touch", "isUnanswered ? 2 : 0", "bits"),
        ("Closeness", "var sum = 0.0", "nothing"), ("Closeness", "var result = 1.0", "all"),
        ("Closeness", "result > 0.000_001", "as good as nothing"),
        ("Closeness", "result /= 2", "halving"),
        ("RouteComparison", "(sum * 200 + most) / (most * 2)", "rounding to whole per cent"),
        ("TargetRank", "/ 200", "half of it in per cent"),
        ("EventFit", "in: -2...5", "what the field takes"),
        ("EventFit", "hours * 60", "minutes of an hour"),
        ("EventReturn", "(new.count * 10 + hours / 2) / hours", "one place behind the point"),
        ("Measure", "(part * 200 + whole) / (whole * 2)", "rounding to whole per cent"),
        ("Measure+Outcomes", "(month - 1) / 3", "quarters of the calendar"),
        ("Measure", "sorted.count / 2", "the middle"),
        ("Measure", "sorted.count.isMultiple(of: 2)", "the middle of two"),
        ("Measure", "(upper - lower) / 2", "the middle of two"),
        ("PoolRound", "people.count == 3", "the fields of a pair"),
        ("WeekPlan", "day.weekday <= 5", "Monday to Friday"),
        ("PracticeBook", "60_000", "the clock"),
        ("PracticeBook", "1_440", "the clock"),
        ("Cadence", "parts.count", "two parts of a text"),
        ("Concern", "now * 4 <= before * keptQuarters", "quarters of a whole"),
        ("HelpRadar", "sorted.count == 2", "a pair"),
        ("Cadence", "scope.dropFirst(", "the length of a word"),
        ("ContactRhythm", "parts", "places of a key"),
        ("DueRule", "86_400_000", "the clock"), ("DueRule", "129_600_000", "the clock"),
        ("DueRule", "low) / 2", "bisection"), ("DueRule", "Int.max / 2", "as good as never"),
        ("ChannelHabit", "answered + unanswered + 2", "P.-S. Laplace, 1774"),
        ("ChannelHabit", "minute / 60", "the clock"),
        ("PeopleWeb", "(2...Self.companyLimit)", "company begins with two"),
        ("WebReading", "/ 2", "pairs seen from both ends"),
        ("WebReading", "2 * Double(knownPairs)", "S. Borgatti, 1997"),
    ]

    private static func isAllowed(_ code: String, in file: SourceFile) -> Bool {
        allowed.contains { file.name == $0.file + ".swift" && code.contains($0.code) }
    }

    private static func sources(_ folders: String...) throws -> [SourceFile] {
        try folders.flatMap { try SourceFiles.all(in: $0, "swift") }.filter { file in
            !technical.keys.contains { file.name.hasPrefix($0) }
        }
    }

    /// The constants with a number in them of all that the practice is made of, read once.
    private static let policy = Result {
        try sources(
            "Sources/RelationshipPractice", "Sources/SQLiteReplica/Practice",
            "Sources/kith/Commands/Practice", "Sources/kith/Commands/Attention",
            "Sources/kith/Commands/Direction", "Sources/kith/Commands/Gatherings"
        ).flatMap(PracticeNumbers.constants)
    }

    private static func isPlain(_ number: PracticeNumber) -> Bool {
        let own = number.name.split(separator: ".").last ?? ""
        return plain[number.name] != nil || plain[number.type] != nil || own.hasPrefix("shown")
    }

    @Test func `Every number of the practice says where it comes from`() throws {
        let numbers = try Self.policy.get()
        #expect(numbers.count > 80)
        for number in numbers where !Self.isPlain(number) {
            #expect(number.citation != nil, "\(number) cites nothing: \(number.comment)")
        }
    }

    @Test func `No number of the practice stands in the code without a name`() throws {
        for file in try Self.sources("Sources/RelationshipPractice") {
            for (line, code) in PracticeNumbers.looseLines(in: file) {
                #expect(Self.isAllowed(code, in: file), "\(file):\(line) \(code)")
            }
        }
    }

    /// The rows of the page's tables of numbers: what they say, and the names in the code.
    private func rows() throws -> [(text: String, names: [String])] {
        let lines = try SourceFiles.read("docs/numbers.md").lines
        let begin = try #require(lines.firstIndex { $0 == "## The numbers" })
        let end = try #require(lines[(begin + 1)...].firstIndex { $0.hasPrefix("## ") })
        return lines[begin..<end].filter { $0.hasPrefix("| ") && $0.hasSuffix("` |") }.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropLast()
            let names = (cells.last ?? "").matches(of: #/`([\w.]+)`/#).map { String($0.output.1) }
            return (cells.dropLast().joined(separator: "|"), names)
        }
    }

    @Test func `The page about the practice has every number, with its source and value`() throws {
        let rows = try rows()
        for number in try Self.policy.get() where !Self.isPlain(number) {
            let own = rows.filter {
                $0.names.contains(number.name) || $0.names.contains(number.type)
            }
            #expect(!own.isEmpty, "\(number) is not on the page")
            if Int(number.value) != nil {
                let numbers = own.flatMap {
                    $0.text.matches(of: #/-?\d+/#).map { String($0.output) }
                }
                #expect(own.isEmpty || numbers.contains(number.value), "\(number)")
            }
        }
    }

    @Test func `Every number that the page names is in the code, and cites its row`() throws {
        var declared: Set<String> = []
        for file in try Self.sources("Sources/RelationshipPractice", "Sources/kith/Commands") {
            for line in file.lines {
                let words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
                for (keyword, name) in zip(words, words.dropFirst())
                where ["struct", "enum", "class", "extension", "let"].contains(keyword) {
                    declared.insert(name)
                }
            }
        }
        for row in try rows() {
            #expect(row.text.contains(#/\bS\d-\d+|\b(?:19|20)\d\d\b|\bours\b/#), "\(row.text)")
            for name in row.names {
                #expect(
                    declared.isSuperset(of: name.split(separator: ".").map(String.init)), "\(name)")
            }
        }
    }

    @Test
    func `Every paper that the page cites stands in its list, and every one of those is cited`()
        throws
    {
        let text = try SourceFiles.read("docs/numbers.md").text
        let begin = try #require(text.firstRange(of: "### The papers"))
        let end = try #require(text.firstRange(of: "## Capability by capability"))
        let papers = text[begin.upperBound..<end.lowerBound].split(separator: "\n- ").dropFirst()
        let cited = text[..<begin.lowerBound].matches(
            of: #/(\p{Lu}\p{L}+)(?:,? (?:and )?\p{Lu}\p{L}+)*(?: and others)? (1\d\d\d|20\d\d)/#
        ).map { (name: $0.output.1, year: $0.output.2) }
        #expect(cited.count > 20)
        for source in cited {
            #expect(
                papers.contains { $0.contains(source.name) && $0.contains(source.year) },
                "\(source)")
        }
        for paper in papers {
            #expect(
                cited.contains { paper.contains($0.name) && paper.contains($0.year) }, "\(paper)")
        }
    }

    @Test func `Every exception among the numbers is still needed`() throws {
        let files = try Self.sources("Sources/RelationshipPractice")
        for exception in Self.allowed {
            let file = try #require(files.first { $0.name == exception.file + ".swift" })
            #expect(
                PracticeNumbers.looseLines(in: file).contains { $0.code.contains(exception.code) },
                "\(exception)")
        }
    }

    @Test func `A number without a source is found`() throws {
        let text = """
            enum Trial {
                /// How many.
                static let bare = 3
                /// Half a year (practice S4-20).
                static let row = 180
                /// As many as one can know (R. Dunbar, 1992).
                static let paper = 150
                /// As long as a tie is quiet (``DormantTie/quietDays``).
                static let other = 2 * 90
                /// Our choice.
                static let lazy = 7
                /// Our choice: a week, after which it reads as a reminder.
                static let reasoned = [
                    "a": 7,
                ]
                static let derived = row
                func weigh() -> Int { bare * 12 }
            }
            """
        let file = SourceFile(
            path: "Sources/RelationshipPractice/Trial.swift", text: text,
            lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        let numbers = PracticeNumbers.constants(in: file)
        #expect(
            numbers.map(\.name)
                == ["bare", "row", "paper", "other", "lazy", "reasoned"].map {
                    "Trial.\($0)"
                })
        #expect(numbers.filter { $0.citation == nil }.map(\.name) == ["Trial.bare", "Trial.lazy"])
        #expect(PracticeNumbers.looseLines(in: file).map(\.line) == [17])
    }
}
