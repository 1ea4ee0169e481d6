/// The question before a command does much, or what cannot be taken back.
enum Confirmation {
    /// As many as this are changed without asking.
    static let unaskedCount = 20

    /// Asks on the terminal; a program has to say `--yes`.
    ///
    /// - Parameters:
    ///   - question: With what is to be typed.
    ///   - answers: What counts as a yes, in small letters.
    ///   - deed: What would be done, for a program that did not say `--yes`.
    ///   - canAsk: Whether standard input is free for the answer.
    /// - Throws: ``CommandError`` with the exit code of a refusal, unless the answer is yes.
    static func ask(
        _ question: String, yes answers: Set<String> = ["y", "yes"], orRefuse deed: String,
        canAsk: Bool = Terminal.canAsk
    ) throws {
        guard canAsk else {
            throw CommandError(
                exit: .refused,
                sentence: "\(deed); say --yes, or look at it with --dry-run first.")
        }
        Terminal.writeError(question + " ")
        let answer = readLine()?.filter { !$0.isWhitespace }.lowercased() ?? ""
        guard answers.contains(answer) else {
            throw CommandError(exit: .refused, sentence: "Nothing was changed.")
        }
    }
}
