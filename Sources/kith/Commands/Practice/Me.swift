import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith me`.
struct Me: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "me",
        abstract: "Answer questions about yourself; without an answer, show them. Private.",
        discussion: """
            The answers make the page of `kith page`. What is said with --for takes the place of \
            the usual answer on pages for that audience only. An empty value takes an answer away.

            Examples:
              kith me
              kith me name="Ada Lind" who="Harbour engineer" interests="tides, brewing"
              kith me --for investors value="I find what will break before it does"
            """)

    @Argument(help: "field=value.", completion: CompletedWords.answers.kind)
    var answers: [String] = []

    @Option(name: .customLong("for"), help: "Answers for one audience only.")
    var audience: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let audience = try Audience.name(audience)
        if answers.isEmpty {
            try show(try Replica.reading(), audience)
            return
        }
        let schema = try ItemCompletion.schema("me")
        let words = try ItemWords(answers, fields: schema.fields)
        guard words.text.isEmpty else {
            throw CommandError(
                exit: .usage, sentence: "Say field=value, such as who=\"Harbour engineer\".")
        }
        guard !words.fields.contains(where: { $0.field.name == .audience }) else {
            throw CommandError(exit: .usage, sentence: "Say --for AUDIENCE instead of audience=.")
        }
        let replica = try Replica.writing()
        var draft = ItemDraft(id: Self.id(for: audience, in: replica), kind: schema.kind)
        for (field, text) in words.fields {
            if field.name == .knows { try ItemRules.refuse(ItemFault.ofLevels(text)) }
            try draft.take(field, text, ItemValueReader(replica: replica))
        }
        if !audience.isEmpty { draft.set(.audience, text: audience) }
        try replica.write("me", [draft])
        try show(replica, audience)
    }

    /// All machines derive the same id, so that answers given apart come together.
    private static func id(for audience: String, in replica: Replica) -> EntityID {
        audience.isEmpty ? replica.derivedID("me") : replica.derivedID("me", audience)
    }

    private func show(_ replica: Replica, _ audience: String) throws {
        let kind = EntityKind.me
        let item =
            try replica.item(Self.id(for: audience, in: replica))
            ?? Item(id: Self.id(for: audience, in: replica), kind: kind)
        if output.json {
            JSONOutput.write([("me", ItemText.json(item, [:]))])
            return
        }
        var table = TextTable("field", "question", "answer", isWhole: true)
        for (field, question) in Profile.questions {
            table.add(field.rawValue, question, item.text(field))
        }
        Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
        if item.cells.isEmpty {
            Terminal.note("Answer one with: kith me who=\"…\"")
        }
    }
}

/// The audience of a variant of the profile.
enum Audience {
    /// The audience as it is compared; empty for everybody.
    ///
    /// - Throws: ``CommandError`` for one that several audiences could be.
    static func name(_ text: String?) throws -> String {
        let name = Profile.word(text ?? "")
        guard text == nil || !name.isEmpty, !name.contains(",") else {
            throw CommandError(exit: .usage, sentence: "--for takes one audience: investors.")
        }
        return name
    }
}
