import ArgumentParser
import ChangeLog
import ContactFormats
import RelationshipPractice
import SQLiteReplica

/// `kith learn`.
struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Show who knows more than you, of a topic or of everything.",
        discussion: """
            From what people know (`kith set bob knows="brewing=4, law"`), what you know \
            yourself (`kith me knows="brewing=2"`), and what you learned from them \
            (`kith touch bob call learned="mash at 67 degrees" topic=brewing`).

            Examples:
              kith learn brewing
              kith learn --why
            """)

    @Argument(help: "The topic; all without it.")
    var topic: String?

    @Flag(name: .long, help: "Say what each line is made of.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let teachers = Teacher.all(of: topic, in: try .read(Replica.reading()))
        if output.json {
            JSONOutput.write([("teachers", .array(teachers.map(Self.json)))])
            return
        }
        guard !teachers.isEmpty else {
            Terminal.note(
                "Nobody knows more, and nothing was learned, that is written down: "
                    + "kith set NAME knows=TOPIC=4, kith touch NAME call learned=…")
            return
        }
        for teacher in teachers {
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
            guard why else { continue }
            for reason in teacher.reasons {
                Terminal.tell("    \(TerminalText.visible(reason))\n")
            }
        }
    }

    private static func json(_ teacher: Teacher) -> JSONValue {
        .object([
            ("id", .text(teacher.person.description)), ("name", .text(teacher.name)),
            ("topic", .text(teacher.topic)),
            ("level", teacher.level.map { .integer(Int64($0)) } ?? .null),
            ("learned", .texts(teacher.learned)), ("mine", .integer(Int64(teacher.mine))),
            ("why", .texts(teacher.reasons)),
        ])
    }
}
