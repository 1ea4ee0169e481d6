import ChangeLog
import Testing

@testable import RelationshipPractice

@Suite struct NetworkMapTests {
    private static let names = ["Ada", "Bob \"x\" \\N & <b>\n--", "Carol", "Dan"]

    private func map(limit: Int = .max) -> NetworkMap {
        let people = Self.names.enumerated().map { index, name in
            NetworkMap.Person(
                id: EntityID(value: UInt128(index + 1)), name: name,
                tier: ["wide", "focus", "", ""][index], touches: [9, 1, 3, 0][index])
        }
        let ties = [(1, 2), (2, 3), (3, 4), (1, 99)].map { first, second in
            NetworkMap.Tie(
                first: EntityID(value: first), second: EntityID(value: second), strength: 60,
                text: "sister \"&\"")
        }
        return NetworkMap(people: people, ties: ties, limit: limit)
    }

    @Test func `The nearest people stay, with the ties among them`() {
        #expect(map().people.map(\.name) == [Self.names[1], "Ada", "Carol", "Dan"])
        #expect(map().ties.count == 3)
        #expect(map(limit: 2).people.map(\.name) == [Self.names[1], "Ada"])
        #expect(map(limit: 2).ties.count == 1)
        #expect(map(limit: -1).people.isEmpty)
    }

    @Test func `DOT has names as text: quotes, backslashes and entities mean nothing in them`() {
        let dot = map().dot
        #expect(dot.contains("label=\"Bob \\\"x\\\" \\\\N &amp; <b> --\""))
        #expect(dot.contains("tooltip=\"sister \\\"&amp;\\\"\""))
        #expect(dot.contains("class=\"tier-far\""))
        #expect(dot.split(separator: "\n").count { $0.contains(" -- \"") } == 3)
    }

    @Test func `Many ties are drawn straight, which takes no time`() {
        let people = (1...40).map { number in
            NetworkMap.Person(
                id: EntityID(value: number), name: "\(number)", tier: "close", touches: 0)
        }
        let ties = people.flatMap { first in
            people.filter { first.id < $0.id }.map { second in
                NetworkMap.Tie(first: first.id, second: second.id, strength: 9, text: "")
            }
        }
        func dot(_ count: Int) -> String {
            NetworkMap(people: people, ties: Array(ties.prefix(count))).dot
        }
        #expect(dot(300).contains(" splines=true "))
        #expect(dot(301).contains(" splines=line "))
    }

    @Test func `GraphML escapes names and keeps numbers for other programs`() {
        let text = map().graphML
        #expect(text.contains("Bob &quot;x&quot; \\N &amp; &lt;b&gt;\n--</data>"))
        #expect(text.contains("<data key=\"touches\">9</data>"))
        #expect(text.contains("<data key=\"strength\">60</data>"))
        #expect(!text.contains("<b>"))
    }

    @Test func `A drawing gets colours for light and dark and keeps its size as the largest`() {
        let drawn = """
            <?xml version="1.0"?>
            <svg width="300pt" height="200pt"
             viewBox="0.00 0.00 300.00 200.00" xmlns="http://www.w3.org/2000/svg">
            <g id="graph0"><text>Å &amp; B</text></g>
            </svg>
            """
        let styled = NetworkMap.styled(svg: drawn)
        #expect(styled.hasPrefix("<?xml version=\"1.0\"?>\n<svg xmlns="))
        #expect(styled.contains("viewBox=\"0.00 0.00 300.00 200.00\""))
        #expect(styled.contains("max-width:300pt"))
        #expect(styled.contains("prefers-color-scheme: dark"))
        #expect(styled.hasSuffix("<g id=\"graph0\"><text>Å &amp; B</text></g>\n</svg>"))
        #expect(NetworkMap.styled(svg: "nothing") == "nothing")
    }
}
