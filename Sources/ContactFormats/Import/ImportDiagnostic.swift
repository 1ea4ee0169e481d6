package import ChangeLog

/// Something in a file that was not as it should be, and where.
package struct ImportDiagnostic: Hashable, Sendable {
    /// The physical line of the file, from 1.
    package let line: Int
    package let problem: Problem

    package init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }

    /// One thing found in a card or its lines.
    package enum Problem: Hashable, Sendable {
        /// Text outside any card; kept with the card before it, up to a limit.
        case textOutsideCards
        /// More text outside cards than is kept.
        case textOutsideCardsDropped
        /// A card that no `END:VCARD` closes; what was there is imported.
        case missingEnd
        /// The file ends within a card, as one that was cut off does; what was there is imported.
        case cutOff
        /// `END:VCARD` without a card.
        case endWithoutBegin
        /// A line without a name and colon; kept as it is.
        case unreadableLine
        /// A property too long to keep; the card is imported without it.
        case lineTooLong(property: String)
        /// A property that would make the card too long; the card is imported without it.
        case cardTooLong(property: String)
        /// More lines than a card may have; the further ones are left out.
        case tooManyLines
        /// A `UID` that an earlier card of the file has with other content; both are kept.
        case repeatedUID
        /// The file is UTF-16; it was converted to UTF-8.
        case convertedFromUTF16
        /// The person is in the trash, and the file says nothing new.
        case inTrash(name: String, EntityID)
        /// The person was in the trash, and is back because the file says something new.
        case outOfTrash(name: String)
        /// The card has no lines at all; it is not imported.
        case emptyCard
        /// Something about a source that is no vCard.
        case source(SourceProblem)
    }

    /// Whether something of the file was not taken over.
    package var isLoss: Bool {
        switch problem {
        case .lineTooLong, .cardTooLong, .tooManyLines, .emptyCard, .textOutsideCardsDropped,
            .cutOff:
            true
        case .source(let problem): problem.isLoss
        default: false
        }
    }

    /// Whether it is a date that could be two days: of many all are told of at once
    /// (``ImportReport/ambiguousDates(in:)``).
    package var isTwoDays: Bool {
        if case .source(.twoDays) = problem { true } else { false }
    }

    /// A sentence for the person, with the line.
    package var sentence: String { "line \(line): \(explanation)" }

    private var explanation: String {
        switch problem {
        case .textOutsideCards: "text outside any card; kept as it is"
        case .textOutsideCardsDropped: "too much text outside any card; left out"
        case .missingEnd: "the card is not closed by END:VCARD; what was there is imported"
        case .cutOff:
            "the file ends within a card, and may have been cut off; what was there is imported"
        case .endWithoutBegin: "END:VCARD without a card"
        case .unreadableLine: "not a property; kept as it is"
        case .lineTooLong(let property):
            "\(property) is longer than 4 MiB; the card is imported without it"
        case .cardTooLong(let property):
            "\(property) makes the card longer than 4 MiB; the card is imported without it"
        case .tooManyLines: "the card has too many lines; the further ones are left out"
        case .repeatedUID: "an earlier card has the same UID and other content; both are kept"
        case .convertedFromUTF16: "the file is UTF-16; it is kept as UTF-8"
        case .inTrash(let name, let person):
            "\(name) is in the trash and stays there; `kith restore "
                + "\(person.description.prefix(8))` brings them back"
        case .outOfTrash(let name): "\(name) was in the trash and is back, with what is new"
        case .emptyCard: "the card is empty; not imported"
        case .source(let problem): problem.sentence
        }
    }
}
