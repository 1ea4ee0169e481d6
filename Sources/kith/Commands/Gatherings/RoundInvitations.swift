import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// A round of matching as messages and as dates, for people to send themselves (practice S1-32).
struct RoundInvitations {
    /// One group: the names and addresses of those who meet.
    private struct Group {
        let id: String
        let people: [Partner]

        var names: String { people.map(\.name).joined(separator: ", ") }
    }

    /// Somebody of a group, as the partners see them (practice S1-36).
    private struct Partner {
        var name = ""
        var email = ""
        /// The work and interests on the card; empty when it names none.
        var profile = ""

        init(_ details: PersonDetails?) {
            guard let details else { return }
            (name, email) = (details.summary.name, details.summary.email)
            let interests = details.view.facts.filter { $0.name == "interest" }.map(\.value)
            profile = [
                details.summary.title, details.summary.organisation,
                interests.isEmpty ? "" : "interested in " + interests.joined(separator: ", "),
                details.view.urls.first?.value ?? "",
            ].filter { !$0.isEmpty }.joined(separator: "; ")
        }
    }

    private let title: String
    /// How the pool meets, as a sentence.
    private let place: String
    private let number: Int
    private let groups: [Group]
    private let day: CivilDay
    private let at: String
    private let begin: UInt64

    /// How long a meeting of a round is (practice S1-32).
    ///
    /// Our choice: half an hour, enough to begin; those who meet may stay longer.
    private static let minutes: UInt64 = 30

    /// Looks up how everybody is reached.
    ///
    /// - Throws: ``ReplicaError``.
    init(
        pool: Item, number: Int, groups: [[EntityID]], day: CivilDay, at: String, _ replica: Replica
    ) throws {
        title = pool.text(.text)
        place =
            switch pool.text(.mode) {
            case "online": "You meet online."
            case "offline": "You meet in person."
            default: "Online or in person is up to you."
            }
        self.number = number
        self.day = day
        self.at = at
        begin = LocalTime.instant("\(day)T\(at)") ?? LocalTime.start(of: day)
        self.groups = try groups.map { people in
            Group(
                id: replica.derivedID(
                    "round", pool.id.description, String(number),
                    people.map(\.description).sorted().joined(separator: ",")
                ).description,
                people: try people.map { Partner(try replica.details(of: $0)) })
        }
    }

    /// The names of those who have no e-mail address.
    var withoutAddress: [String] {
        groups.flatMap(\.people).filter(\.email.isEmpty).map(\.name)
    }

    /// A message a group (RFC 4155), to look through and send; kith sends nothing.
    var mailbox: [UInt8] {
        groups.flatMap { group -> [UInt8] in
            let addresses = group.people.filter { !$0.email.isEmpty }.map { person in
                "\(Self.phrase(person.name)) <\(Self.line(person.email))>"
            }
            let text = """
                From kith Thu Jan  1 00:00:00 1970
                \(addresses.isEmpty ? "" : "To: " + addresses.joined(separator: ",\n ") + "\n")\
                Subject: \(EncodedWord.encode(Self.line(title))), round \(number)
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Dear \(Self.line(group.names)),

                you meet in round \(number) of \(Self.line(title)), on \(day) at \(at) or whenever
                suits you \(group.people.count > 2 ? "all" : "both"). \(place)
                \(Self.profiles(group))
                To sit out, answer this message; you will be left out until you say otherwise.


                """
            return Array(text.utf8)
        }
    }

    /// A line for each of whom the card says something; empty without any.
    private static func profiles(_ group: Group) -> String {
        group.people.filter { !$0.profile.isEmpty }.map {
            "\n\(line($0.name)): \(line($0.profile))"
        }.joined() + (group.people.allSatisfy(\.profile.isEmpty) ? "" : "\n")
    }

    /// The dates as a calendar.
    var calendar: [UInt8] {
        var writer = CalendarWriter(
            name: "kith: \(title)", product: "-//kith//kith//EN", nowMilliseconds: LocalTime.now)
        for group in groups {
            writer.add(
                TimedSlot(
                    uid: "\(group.id)@kith", summary: "\(title): \(group.names)",
                    startMilliseconds: begin, endMilliseconds: begin + Self.minutes * 60_000))
        }
        return writer.calendar
    }

    /// Without what would end a header.
    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// A name as it stands before an address.
    private static func phrase(_ name: String) -> String {
        let encoded = EncodedWord.encode(line(name))
        guard encoded == line(name) else { return encoded }
        return "\"" + encoded.filter { $0 != "\"" && $0 != "\\" } + "\""
    }
}
