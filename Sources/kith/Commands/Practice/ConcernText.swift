import ChangeLog
import ContactFormats
import RelationshipPractice

/// Concerns, as text or JSON.
enum ConcernText {
    /// Writes all of it, with reasons.
    static func write(_ concerns: [Concern], json: Bool) {
        guard !json else {
            JSONOutput.write([("concerns", .array(concerns.map(Self.json)))])
            return
        }
        guard !concerns.isEmpty else {
            Terminal.note("Nothing asks for a look.")
            return
        }
        for concern in concerns {
            Terminal.tell(line(concern))
            for reason in concern.reasons {
                Terminal.tell(Style.faint("    \(TerminalText.visible(reason))") + "\n")
            }
        }
    }

    /// The sentence and the way out, on two lines.
    static func line(_ concern: Concern) -> String {
        TerminalText.visible(concern.sentence) + "\n  "
            + Style.good(TerminalText.visible(concern.remedy)) + "\n"
    }

    /// One of them, for programs.
    static func json(_ concern: Concern) -> JSONValue {
        .object([
            ("subject", .text(concern.subject.rawValue)),
            ("person", .optional(concern.person?.description)),
            ("sentence", .text(concern.sentence)), ("remedy", .text(concern.remedy)),
            ("why", .texts(concern.reasons)),
        ])
    }
}
