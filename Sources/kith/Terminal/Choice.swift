import SQLiteReplica

/// A question that only a person at a terminal can answer.
enum Choice {
    /// More than this many is no choice: say more of the name instead.
    private static let most = 20

    /// Asks which of several people is meant; elsewhere than on a terminal it only lists them.
    ///
    /// - Parameters:
    ///   - selector: What the person typed.
    ///   - people: Who it could be, the likeliest first.
    /// - Returns: Who was chosen; nil when nobody was.
    static func ask(who selector: String, _ people: [PersonSummary]) -> PersonSummary? {
        guard Terminal.canAsk, people.count <= most else {
            Terminal.complain("“\(selector)” could be several people; say which by the id:")
            Terminal.writeError(PeopleTable.text(people))
            return nil
        }
        Terminal.note("“\(selector)” could be several people:")
        Terminal.writeError(numbered(people))
        Terminal.writeError("Which one (1-\(people.count), nothing for none)? ")
        guard let answer = readLine(), let number = Int(answer.filter { !$0.isWhitespace }),
            number >= 1, number <= people.count
        else {
            Terminal.note("Nobody was chosen.")
            return nil
        }
        return people[number - 1]
    }

    private static func numbered(_ people: [PersonSummary]) -> String {
        var table = TextTable(
            "", "id", "name", "organisation", "e-mail", "phone", fit: PeopleTable.fit(from: 1))
        for (index, person) in people.enumerated() {
            table.add(
                "\(index + 1)", PeopleTable.shortID(person.id), person.name, person.organisation,
                person.email, person.phone)
        }
        return table.text(fitting: Terminal.width)
    }
}
