import ContactModel

/// The outcome of an import of one file, card by card.
package struct ImportReport: Hashable, Sendable {
    /// One card of the file.
    package struct Entry: Hashable, Sendable {
        /// Where the card begins in the file, from 1.
        package let line: Int
        package let verdict: CardImport.Verdict
        package let problems: [ImportDiagnostic]
        /// How the person is called; empty for a card that only the import here has a problem with.
        package let name: String
    }

    /// Every card where that was asked for, else those that were refused or have problems, in the
    /// order of the file.
    package private(set) var entries: [Entry] = []
    /// How many entries there were beyond the limit of what is kept.
    package private(set) var furtherEntryCount = 0
    /// Problems that belong to no card.
    package private(set) var problems: [ImportDiagnostic] = []
    /// How many calls, plans and the like were written down beside the cards.
    package var itemCount = 0
    private var counts: [CardImport.Verdict: Int] = [:]
    private let listsEveryCard: Bool

    /// Entries that are kept; a file of nothing but bad cards must not fill the memory.
    package static let maximumEntryCount = 10_000

    /// Begins a report.
    ///
    /// - Parameter listsEveryCard: Whether cards without any problem are among the entries.
    package init(listsEveryCard: Bool = false) {
        self.listsEveryCard = listsEveryCard
    }

    /// How many cards fared so.
    package func count(_ verdict: CardImport.Verdict) -> Int { counts[verdict] ?? 0 }

    /// How many cards the file has.
    package var cardCount: Int { counts.values.reduce(0, +) }

    /// Whether anything of the file was not taken over.
    package var hasLosses: Bool {
        // What stands outside of cards is kept with one: without any card nothing was taken over.
        count(.refused) > 0 || problems.contains(where: \.isLoss)
            || cardCount == 0 && !problems.isEmpty
            || entries.contains { $0.problems.contains(where: \.isLoss) }
    }

    /// The dates that could be two days, told once.
    ///
    /// - Parameters:
    ///   - file: As it is named in the command that decides.
    ///   - isWritten: Whether the cards are there, and have to be taken back first.
    /// - Returns: How many, where, and how to say which they are; nil without any.
    package func ambiguousDates(in file: String, isWritten: Bool) -> String? {
        let found = entries.flatMap(\.problems).filter(\.isTwoDays)
        guard let first = found.first, case .source(.twoDays(_, let text)) = first.problem else {
            return nil
        }
        let lines = Set(found.map(\.line)).sorted()
        let shown = lines.prefix(Self.shownLines).map(String.init).joined(separator: ", ")
        let more = lines.count > Self.shownLines ? " and \(lines.count - Self.shownLines) more" : ""
        return
            "\(Counted.text(found.count, "date", "dates")) such as \(text) could be two days and "
            + "\(found.count == 1 ? "is" : "are") kept as text (line \(shown)\(more)). To say which: "
            + "\(isWritten ? "`kith undo`, then " : "")`kith import \(file) --mapping FILE` with the line `@dates = day first` "
            + "or `@dates = month first` in FILE"
    }

    /// Line numbers that a sentence names.
    private static let shownLines = 5

    /// Notes how a card fared.
    package mutating func add(
        _ card: ImportedCard, _ verdict: CardImport.Verdict,
        problems further: [ImportDiagnostic] = [],
        name: String = ""
    ) {
        counts[verdict, default: 0] += 1
        var problems = card.diagnostics + further
        if verdict == .refused, card.lines.isEmpty {
            problems.append(ImportDiagnostic(line: card.startLine, problem: .emptyCard))
        }
        guard listsEveryCard || verdict == .refused || !problems.isEmpty else { return }
        if entries.count < Self.maximumEntryCount {
            entries.append(
                Entry(line: card.startLine, verdict: verdict, problems: problems, name: name))
        } else {
            furtherEntryCount += 1
        }
    }

    /// Notes problems that belong to no card.
    package mutating func add(problems: [ImportDiagnostic]) {
        self.problems += problems
    }
}
