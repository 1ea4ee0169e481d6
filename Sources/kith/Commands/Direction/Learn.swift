import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith learn`.
struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Show the topics you can learn of, and who knows more of one than you.",
        discussion: """
            From what people know (`kith set bob knows="brewing=4, law"`), what you know \
            yourself (`kith me knows="brewing=2"`), and what you learned from them \
            (`kith touch bob call learned="mash at 67 degrees" topic=brewing`). Without a topic: a \
            line for each.

            Examples:
              kith learn
              kith learn brewing --why
              kith learn --all
            """)

    @Argument(
        help: "The topic; without it the topics there are.",
        completion: CompletedWords.topics.kind)
    var topic: String?

    @Flag(name: .long, help: "Say what each line is made of; of every topic without one.")
    var why = false

    @Flag(name: .long, help: "Everybody and everything learned, of every topic.")
    var all = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        let teachers = try output.waiting { Teacher.all(of: topic, in: try .read(replica)) }
        if output.json {
            JSONOutput.write([
                ("teachers", .array(teachers.map(Self.json))),
                ("topics", .array(LearningTopic.all(of: teachers).map(Self.json))),
            ])
            return
        }
        guard !teachers.isEmpty else {
            Terminal.note(
                "Nobody knows more, and nothing was learned, that is written down: "
                    + "kith set NAME knows=TOPIC=4, kith touch NAME call learned=…")
            return
        }
        if topic == nil, !all, !why {
            tellTopics(teachers)
        } else {
            for teacher in teachers { tell(teacher) }
        }
    }

    /// A line a topic, and how to read more.
    private func tellTopics(_ teachers: [Teacher]) {
        var table = TextTable("topic", "level", "learned", "from", fit: ColumnFit(floors: [0: 20]))
        for topic in LearningTopic.all(of: teachers) {
            let more = topic.names.count - Self.shownNames
            let names = topic.names.prefix(Self.shownNames).joined(separator: ", ")
            table.add(
                topic.topic, topic.level.map { String($0) } ?? "",
                topic.lessonCount > 0 ? String(topic.lessonCount) : "",
                names + (more > 0 ? " and \(more) more" : ""))
        }
        if !table.isEmpty {
            Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
        }
        let loose = Set(teachers.filter { !$0.isNamed }.flatMap(\.learned)).count
        let without =
            loose > 0 ? "\(Counted.text(loose, "lesson names", "lessons name")) no topic. " : ""
        Terminal.tell(
            Style.faint("\(without)`kith learn TOPIC` reads one, `kith learn --all` everything.\n"))
    }

    /// As many names as a line holds: technical; `--json` has all of them.
    private static let shownNames = 2

    private func tell(_ teacher: Teacher) {
        let level = teacher.level.map { " \($0)" } ?? ""
        Terminal.tell(
            "\(TerminalText.visible(teacher.topic))\(level)  "
                + Style.strong(TerminalText.visible(teacher.name)) + "\n")
        for lesson in teacher.learned {
            // What has no topic is one itself, and need not be said twice.
            let isTopic = lesson.hasPrefix(teacher.topic)
            let text = isTopic ? String(lesson.dropFirst(teacher.topic.count)) : ": \(lesson)"
            Terminal.tell("    learned\(TerminalText.visible(text))\n")
        }
        guard why else { return }
        for reason in teacher.reasons {
            Terminal.tell("    \(TerminalText.visible(reason))\n")
        }
    }

    private static func json(_ topic: LearningTopic) -> JSONValue {
        .object([
            ("topic", .text(topic.topic)), ("people", .texts(topic.names)),
            ("people_ids", .ids(topic.people)),
            ("level", topic.level.map { .integer(Int64($0)) } ?? .null),
            ("lessons", .integer(Int64(topic.lessonCount))),
        ])
    }

    private static func json(_ teacher: Teacher) -> JSONValue {
        .object([
            ("id", .text(teacher.person.description)), ("name", .text(teacher.name)),
            ("topic", .text(teacher.topic)), ("topic_named", .bool(teacher.isNamed)),
            ("level", teacher.level.map { .integer(Int64($0)) } ?? .null),
            ("learned", .texts(teacher.learned)), ("mine", .integer(Int64(teacher.mine))),
            ("why", .texts(teacher.reasons)),
        ])
    }
}
