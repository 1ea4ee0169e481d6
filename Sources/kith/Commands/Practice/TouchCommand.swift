import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith touch`.
struct TouchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "touch",
        abstract: "Write down that you were in touch with somebody. Private, unless you share it.",
        discussion: """
            Names come first, or @name of a saved search; a word such as coffee, call or lunch says what it was, 40m or 1h how \
            long, yesterday, -3d, fri, last friday, oct 31, 31.10.2026, 3 days ago or 14:30 when, '#topic' what about, a text in quotes the rest. \
            What could be two days (10/11/2026) or is not all of one (2026-10) is refused. \
            After the word of what it was only a whole name is a person; text=… is never one. \
            field=value says more: on, \
            direction, channel, depth, useful, energy, gave, got, learned, goal, area, event, \
            response. promised, needs and followup make a promise, a need or a follow-up of it.
            --share lets a team read it too: its time, type, channel and words, those it was with of \
            whom the team has a card, and that you say so; nothing else of it.

            Examples:
              kith touch bob carol coffee 40m "talked about the harbour"
              kith touch ada call yesterday gave="the contact of Lind" promised="the draft"
              kith touch ada mail direction=out response=none
              kith touch @choir event yesterday "the concert"
              kith touch ada call "wants the harbour plans" --share team
            """)

    // A day may begin with a minus; what is meant as an option is refused by `TouchCapture`.
    @Argument(
        parsing: .allUnrecognized, help: "People, then what it was.",
        completion: CompletedWords.people.kind)
    var words: [String]

    @Option(
        name: .long, help: "Let a team read it too: the name of its space.",
        completion: CompletedWords.spaces.kind)
    var share: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, capture) = try Replica.writing { try TouchCapture(words, $0) }
        let drafts = try capture.drafts(replica)
        let readings = try replica.write("touch", drafts, sharedWith: share)
        guard let item = try drafts.first.flatMap({ try replica.item($0.id) }) else { return }
        let made = try drafts.dropFirst().compactMap { try replica.item($0.id) }
        let names = try ItemText.names(in: [item] + made, replica)
        if output.json {
            JSONOutput.write([
                ("touch", ItemText.json(item, names)),
                ("made", .array(made.map { ItemText.json($0, names) })),
                ("shared", .array(try readings.map { try SharedTouchText.json($0, replica) })),
            ])
            return
        }
        Terminal.tell(ItemText.line(item, names) + "\n")
        let day = LocalTime.day(of: item.instant(.at) ?? 0)
        if day != LocalTime.today {
            Terminal.tell("  on \(Self.weekday(day)) \(day)\n")
        }
        for item in made {
            Terminal.tell("  \(item.kind.rawValue)  " + ItemText.line(item, names) + "\n")
        }
        try SharedTouchText.tell(readings, replica)
        if let slip = capture.daySlip {
            Terminal.note(
                "“\(slip.said)” was read as words, not as a \(slip.isTime ? "time" : "day"); if it is "
                    + "when it was: kith set \(ItemText.shortID(item.id)) at=\""
                    + (slip.isTime ? "\(day)T" : "") + "\(slip.meant)\" text=\"\(slip.rest)\"")
        }
        for open in try Self.followUps(with: item, besides: Set(made.map(\.id)), replica) {
            Terminal.note(
                "You wanted to come back to “\(open.text(.text))”: kith done "
                    + "\(ItemText.shortID(open.id)), if that was it.")
        }
        let offset = try replica.clockOffset() ?? 0
        if offset.magnitude > Status.notableOffsetMilliseconds, day == LocalTime.today,
            day != LocalTime.day(of: LocalTime.now.advanced(byMilliseconds: offset))
        {
            Terminal.note(
                "By the server's clock today is another day: kith set "
                    + "\(ItemText.shortID(item.id)) at=… says when it was.")
        }
        if let same = try Self.twin(of: item, replica) {
            Terminal.note(
                "The same was written down before (\(ItemText.shortID(same.id))); if it is one and "
                    + "the same, `kith undo` takes this one back.")
        }
    }

    private static func weekday(_ day: CivilDay) -> String {
        let names = [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ]
        return names.dropFirst(day.weekday - 1).first ?? ""
    }

    /// The follow-ups that a touch with somebody may settle (practice S3-10).
    private static func followUps(
        with item: Item, besides made: Set<EntityID>, _ replica: Replica
    ) throws -> [Item] {
        guard Touch(item).isFresh(today: LocalTime.today, dayOf: LocalTime.day) else { return [] }
        let kind = EntityKind.followup
        return try item.entities(.with).flatMap { person in
            try replica.items(naming: person, of: kind).filter {
                $0.entity(.person) == person && !$0.isOver && !made.contains($0.id)
            }
        }
    }

    /// Another touch of that day that says the very same of the same people; nil without one.
    private static func twin(of item: Item, _ replica: Replica) throws -> Item? {
        guard let first = item.entities(.with).first else { return nil }
        return try replica.touches(with: first, around: item.instant(.at) ?? 0).first { other in
            Touch(item).isTwin(of: Touch(other), dayOf: LocalTime.day)
        }
    }
}

extension UInt64 {
    /// A later or earlier instant; where there is none the nearest.
    fileprivate func advanced(byMilliseconds offset: Int64) -> UInt64 {
        let (sum, isBeyond) =
            offset < 0
            ? subtractingReportingOverflow(offset.magnitude)
            : addingReportingOverflow(offset.magnitude)
        return isBeyond ? (offset < 0 ? 0 : .max) : sum
    }
}
