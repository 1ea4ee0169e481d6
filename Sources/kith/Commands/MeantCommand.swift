import ArgumentParser
import ContactModel

/// The command that somebody may mean who types one that there is not.
enum MeantCommand {
    /// Refuses words that begin with no command, and says which may be meant.
    ///
    /// - Throws: ``CommandError``.
    static func check(_ arguments: [String]) throws {
        var type: any ParsableCommand.Type = Kith.self
        var known = "kith"
        for word in arguments {
            let configuration = type.configuration
            // Options are the parser's, and so are the words of a command without others below it.
            guard !configuration.subcommands.isEmpty,
                !word.hasPrefix("-"), !(word == "help" && type == Kith.self)
            else { return }
            guard
                let next = configuration.subcommands.first(where: {
                    $0.configuration.commandName == word
                })
            else { throw refusal(of: word, in: type, known) }
            type = next
            known += " " + word
        }
    }

    private static func refusal(
        of word: String, in type: any ParsableCommand.Type, _ known: String
    ) -> CommandError {
        let names = type.configuration.subcommands.compactMap { $0.configuration.commandName }
        let synonym = type == Kith.self ? synonyms[word.lowercased()] : nil
        let meant = synonym ?? NearestName.of(word, among: names)
        let hint =
            meant.map { "; did you mean `\($0.hasPrefix("kith") ? $0 : "\(known) \($0)")`?" }
            ?? "; `\(known) --help` lists them all."
        return CommandError(
            exit: .usage, sentence: "There is no command `\(known) \(word)`\(hint)")
    }

    /// The names that other programs have for a command.
    private static let synonyms = [
        "search": "find", "query": "find", "grep": "find", "filter": "find",
        "ls": "list", "people": "list", "contacts": "list", "all": "list",
        "create": "add", "insert": "add", "contact": "add", "person": "add",
        "view": "show", "get": "show", "cat": "show", "info": "show", "print": "show",
        "change": "edit", "update": "edit", "modify": "edit", "rename": "edit",
        "delete": "rm", "remove": "rm", "del": "rm", "trash": "list --trash",
        "undelete": "restore", "erase": "purge", "notes": "note NAME --list",
        "log": "touch", "call": "touch NAME call", "coffee": "touch NAME coffee",
        "meeting": "touch NAME meeting", "touches": "items touches",
        "interaction": "touch", "interactions": "items touches",
        "birthday": "occasions", "birthdays": "occasions", "anniversaries": "occasions",
        "tag": "group", "tags": "group", "groups": "group", "label": "group", "labels": "group",
        "duplicates": "dupes", "duplicate": "dupes", "dedupe": "dupes", "join-cards": "merge",
        "snooze": "set NAME snooze=2w", "mute": "set NAME snooze=2w",
        "remind": "new followup", "reminder": "new followup", "reminders": "items followups",
        "todo": "new step", "task": "new step", "tasks": "items steps", "goal": "new goal",
        "goals": "items goals", "agenda": "plan", "calendar": "plan", "week": "plan",
        "tiers": "tier", "score": "stats", "statistics": "stats", "graph": "map",
        "network": "map", "events": "items events", "changes": "history",
        "teams": "team", "colleagues": "team", "spaces": "space",
        "devices": "device", "login": "join", "connect": "join", "register": "join",
        "push": "sync", "pull": "sync", "fetch": "sync", "watch": "sync --watch",
        "save": "backup", "load": "import", "check": "doctor", "repair": "doctor",
        "revert": "undo", "version": "kith --version", "complete-script": "completion",
    ]
}
