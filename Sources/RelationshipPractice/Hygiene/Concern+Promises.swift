import ContactModel

extension Concern {
    /// The promises of others whose day has passed: asked for kindly, or let go (practice S0-21).
    static func awaitedPromises(_ book: PracticeBook) -> [Concern] {
        book.open(.promise).compactMap { promise in
            guard promise.text(.side) == "theirs", let by = CivilDay(promise.text(.by)),
                by < book.today, let person = promise.entity(.person),
                book.peace(of: person) == nil, !book.isGone(person)
            else { return nil }
            return Concern(
                .awaited, person,
                "\(book.name(person)) promised you: \(promise.text(.text)), by \(by).",
                remedy: "ask kindly, or let it go: kith done \(short(promise.id)) withdrawn",
                reasons: ["promise of theirs with by=\(by), still open"])
        }
    }

    /// Promises that I did not keep, until there was a talk with the person: a word of mine mends more
    /// than silence (practice S2-8, S0-21).
    static func brokenPromises(_ book: PracticeBook) -> [Concern] {
        book.items(.promise).compactMap { promise in
            guard promise.text(.side) != "theirs", promise.text(.status) == "broken",
                let person = promise.entity(.person), book.peace(of: person) == nil,
                !book.isGone(person)
            else { return nil }
            // Without a day nobody knows which talk came after it: it is told until it is closed.
            let by = CivilDay(promise.text(.by))
            let isTold = book.touches(with: person).contains { touch in
                by.map { touch.isReal && book.day(of: touch.milliseconds) > $0 } ?? false
            }
            guard !isTold else { return nil }
            let reason =
                by.map { "promise by \($0), broken, and no touch that counts since" }
                ?? "promise without a day, broken; when it is said: kith set \(short(promise.id)) "
                + "status=withdrawn"
            return Concern(
                .promise, person,
                "You did not keep what you promised \(book.name(person)): \(promise.text(.text)).",
                remedy: "say so: kith draft hello \(quoted(book.name(person)))",
                reasons: [reason])
        }
    }
}
