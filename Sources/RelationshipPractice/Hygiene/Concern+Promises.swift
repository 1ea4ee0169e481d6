import ContactModel

extension Concern {
    /// Promises that I did not keep, until there was a talk with the person: a word of mine mends more
    /// than silence (practice S2-8, S0-21).
    static func brokenPromises(_ book: PracticeBook) -> [Concern] {
        book.items("promise").compactMap { promise in
            guard promise.text("side") != "theirs", promise.text("status") == "broken",
                let by = CivilDay(promise.text("by")), let person = promise.entity("person"),
                book.peace(of: person) == nil
            else { return nil }
            let isTold = book.touches(with: person).contains {
                $0.isReal && book.day(of: $0.milliseconds) > by
            }
            guard !isTold else { return nil }
            return Concern(
                .promise, person,
                "You did not keep what you promised \(book.name(person)): \(promise.text("text")).",
                remedy: "say so: kith draft hello \(quoted(book.name(person)))",
                reasons: ["promise by \(by), broken, and no touch that counts since"])
        }
    }
}
