import ChangeLog
import ContactModel
import SQLiteReplica
import TestSupport
import Testing

/// A search finds whom its words say, however they are tied together.
struct SearchLawTests {
    private let bench: Bench
    private let replica: Replica
    /// The letters that are on each person's card, as words and as tags.
    private var letters: [String: Set<String>] = [:]

    private static let alphabet = ["aaa", "bbb", "ccc", "ddd"]

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
        for number in 0..<(1 << Self.alphabet.count) {
            let own = Self.alphabet.indices.filter { number >> $0 & 1 == 1 }
                .map { Self.alphabet[$0] }
            let name = "Person\(number)"
            letters[name] = Set(own)
            _ = try replica.add(
                name,
                own.map { .add(.tag, $0, label: "") }
                    + [.set(.note, own.joined(separator: " "))])
        }
    }

    /// A search as text, and whether a person with these letters is to be found.
    private struct Asked {
        let text: String
        let isTrue: (Set<String>) -> Bool
    }

    private static func leaf(_ random: inout SeededRandom) -> Asked {
        let letter = random.pick(alphabet) ?? "aaa"
        let other = random.pick(alphabet) ?? "aaa"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return Asked(text: letter) { $0.contains(letter) }
        case 1: return Asked(text: "tag:\(letter)") { $0.contains(letter) }
        case 2: return Asked(text: "-\(letter)") { !$0.contains(letter) }
        case 3: return Asked(text: "\"\(letter)\"") { $0.contains(letter) }
        default:
            return Asked(text: "tag:\(letter),\(other)") {
                $0.contains(letter) || $0.contains(other)
            }
        }
    }

    private static func query(depth: Int, _ random: inout SeededRandom) -> Asked {
        guard depth > 0 else { return leaf(&random) }
        let left = query(depth: depth - 1, &random)
        let right = query(depth: depth - 1, &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            return Asked(text: "(\(left.text)) (\(right.text))") {
                left.isTrue($0) && right.isTrue($0)
            }
        case 1:
            return Asked(text: "-(\(left.text))") { !left.isTrue($0) }
        default:
            return Asked(text: "\(left.text) or \(right.text)") {
                left.isTrue($0) || right.isTrue($0)
            }
        }
    }

    private func found(_ text: String) throws -> Set<String> {
        Set(
            try replica.search(
                SearchQuery(text), today: CivilDay(number: 20_600), dayStart: { _ in 0 },
                limit: 100
            ).map(\.name))
    }

    @Test func `whoever a search describes is found, and nobody else`() throws {
        var random = SeededRandom(seed: 11)
        for round in 0..<400 {
            let asked = Self.query(depth: round % 4, &random)
            let expected = Set(letters.filter { asked.isTrue($0.value) }.keys)
            #expect(try found(asked.text) == expected, "\(asked.text)")
        }
    }

    @Test func `what asks for nothing beside something changes nothing`() throws {
        let some = try found("aaa")
        #expect(some.count == 8)
        #expect(try found("aaa or ...") == some)
        #expect(try found("aaa ()") == some)
        #expect(try found("...").isEmpty)
        #expect(try found("-(bbb or ccc) aaa") == ["Person1", "Person9"])
    }

    @Test func `who came into the book is found by the day`() throws {
        func found(_ text: String) throws -> Int {
            try replica.search(
                SearchQuery(text), today: CivilDay(milliseconds: bench.wallMilliseconds),
                dayStart: { UInt64(clamping: $0.number * 86_400_000) }, limit: 100
            ).count
        }
        #expect(try found("created:today") == 16)
        #expect(try found("created:<7d") == 16)
        #expect(try found("created:>7d") == 0)
        #expect(try found("created:never") == 0)
        #expect(try found("created:1969 or created:0001-01-01..9999-12-31") == 16)
    }
}
