import ContactModel
import RelationshipPractice
import Testing

@Suite struct RouteComparisonTests {
    /// A goal with criteria and routes, by name.
    private func comparison(
        _ criteria: [(String, Int)], _ routes: [(String, String)]
    ) -> RouteComparison {
        var notes = NotesOfADay()
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        for (text, weight) in criteria {
            notes.write(
                .criterion, [.text: text, .weight: String(weight)], naming: [.goal: goal.id])
        }
        for (text, scores) in routes {
            notes.write(.route, [.text: text, .scores: scores], naming: [.goal: goal.id])
        }
        return RouteComparison(goal, in: notes.book)
    }

    @Test func `S0-3: routes are scored on the goal's own weights, the best first`() {
        let result = comparison(
            [("Time for my children", 5), ("Money", 1)],
            [("Abroad", "time for my children=1, money=5"), ("Evenings", "Time=5,money=2")])
        #expect(result.routes.map(\.text) == ["Evenings", "Abroad"])
        #expect(result.routes.map(\.points) == [90, 33])
        #expect(result.winner == result.routes.first?.id)
        #expect(result.routes[1].reasons.contains("held back by Time for my children: 1 × 5"))
    }

    @Test func `S0-3: what carries a route is not said to hold it back as well`() {
        let result = comparison(
            [("Speed", 5), ("Money", 1)], [("A", "speed=4,money=5"), ("B", "speed=5,money=1")])
        #expect(
            result.routes.first { $0.text == "B" }?.reasons == [
                "carried by Speed: 5 × 5", "held back by Money: 1 × 1",
            ])
        #expect(
            result.routes.first { $0.text == "A" }?.reasons
                == ["most of it, for and against, is Speed: 4 × 5"])
    }

    @Test func `S0-3: a missing score that could turn it names no winner`() {
        let result = comparison(
            [("Time", 3), ("Money", 3)], [("A", "time=5,money=3"), ("B", "time=4")])
        #expect(result.winner == nil)
        #expect(result.verdict.contains("B could still come first"))
        #expect(result.routes[1].points == 40 && result.routes[1].bestPoints == 90)
        #expect(result.routes[1].reasons.contains("no score yet: Money"))
    }

    @Test func `S0-3: routes that are all but equal name no winner`() {
        let result = comparison(
            [("Time", 3), ("Money", 3)], [("A", "time=3,money=3"), ("B", "time=3,money=3")])
        #expect(result.winner == nil && result.verdict.contains("0 points apart"))
    }

    @Test func `S0-3: without any score it says how one is said`() {
        let result = comparison([("Time", 3)], [("A", ""), ("B", "")])
        #expect(result.winner == nil && result.verdict.contains("scores=\"Time=…\", 0 to 5"))
    }

    @Test func `S0-3: a lead that one weight turns is no lead`() {
        let result = comparison(
            [("Time", 2), ("Money", 1)], [("A", "time=5,money=0"), ("B", "time=2,money=5")])
        #expect(result.routes.map(\.points) == [67, 60])
        #expect(result.winner == nil)
        #expect(result.verdict.contains("B comes first when"))
    }

    @Test func `S0-3: what only a missing score could turn is told as that`() {
        let result = comparison(
            [("Children", 5), ("Money", 2), ("Freedom", 3), ("Fame", 3)],
            [
                ("Evening", "children=4,money=2,freedom=5"),
                ("Industry", "children=1,money=5,freedom=2"),
            ])
        #expect(result.winner == nil)
        #expect(
            result.verdict
                == "Industry could come first when Children counts one less, by scores that are missing"
        )
    }

    @Test func `S0-3: a score of no criterion, and one out of bounds, are told`() {
        let result = comparison([("Time", 3)], [("A", "fame=5, time=9"), ("B", "time=1")])
        #expect(result.routes.first { $0.text == "A" }?.unknown == ["fame=5", "time=9"])
    }

    @Test func `S0-3: without criteria or a second route there is nothing to compare`() {
        #expect(comparison([], [("A", "")]).verdict.contains("say what counts"))
        #expect(comparison([("Time", 3)], [("A", "time=5")]).verdict.contains("two routes"))
    }

    @Test func `S0-3: a route whose best stays behind could come near, not first`() {
        let result = comparison(
            [("A", 5), ("B", 5), ("C", 5), ("D", 2)],
            [("plan", "a=4,b=4,c=4,d=4"), ("rival", "a=5,b=3,c=3")])
        #expect(result.routes.map(\.bestPoints) == [80, 76])
        #expect(result.winner == nil)
        #expect(result.verdict.contains("rival could come within 4 points of plan"))
    }
}
