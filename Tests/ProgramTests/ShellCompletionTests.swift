import Foundation
import Testing

/// The shells themselves, with the scripts that `kith completion` prints.
struct ShellCompletionTests {
    /// A shell with the script of kith and nothing of the tester's own.
    private struct Shell {
        let terminal: TestTerminal

        init(_ name: String, _ bench: TestBench, _ machine: Machine) throws {
            let home = machine.scratch
            let script = try machine.kith("completion", name).output
            var environment = machine.environment
            environment["PATH"] = BuildFolder.searchPath
            environment["TERM"] = "screen-256color"
            environment["ZDOTDIR"] = home.path
            environment["XDG_CONFIG_HOME"] = home.path
            func write(_ path: String, _ text: String) throws {
                let file = home.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            var arguments = ["-i"]
            switch name {
            case "bash":
                try write("kith.bash", script)
                try write("bashrc", "source '\(home.path)/kith.bash'\nPS1='ready> '\n")
                arguments = ["--rcfile", home.appending(path: "bashrc").path, "-i"]
            case "zsh":
                try write("functions/_kith", script)
                try write(
                    ".zshrc",
                    """
                    fpath=('\(home.path)/functions' $fpath)
                    autoload -Uz compinit
                    compinit -u -D
                    PS1='ready> '

                    """)
            default:
                try write("fish/completions/kith.fish", script)
                try write(
                    "fish/config.fish",
                    "set -g fish_greeting\nfunction fish_prompt; printf 'ready> '; end\n")
                arguments = ["--private", "-i"]
            }
            terminal = try TestTerminal(
                bench, columns: 240, environment: environment,
                [BuildFolder.installed(name)] + arguments)
            try terminal.wait(for: "ready>")
        }

        /// Types a beginning, presses Tab, and waits for what becomes of it.
        func expect(_ typed: String, _ completed: String...) throws {
            try terminal.type(typed)
            try terminal.press("Tab")
            for text in completed { try terminal.wait(for: text) }
            try terminal.press("C-u", "C-l")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `Commands, options, values, files and people are completed`(name: String) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for person in ["Ada Example", "Grace O'Brien-Example", "Zoë Ångström"] {
            try machine.kith("add", "--name", person)
        }
        try machine.kith("group", "new", "Harbour walk", "ada")
        try machine.kith("new", "search", "clubs", "query=tag:club")
        let shell = try Shell(name, bench, machine)
        try shell.expect("kith stockt", "kith stocktake")
        try shell.expect("kith conflicts pi", "kith conflicts pick")
        try shell.expect("kith import --dr", "kith import --dry-run")
        try shell.expect("kith page --format ht", "kith page --format html")
        try shell.expect("kith kinds relat", "kith kinds relation")
        try shell.expect("kith show Ad", "kith show Ada\\ Example")
        try shell.expect("kith show Zo", "kith show Zoë\\ Ångström")
        // Small letters find capitals, and what stands in a name stays in it.
        try shell.expect("kith circle grace", "kith circle Grace\\ O\\'Brien-Example")
        try shell.expect("kith tier 'Ada E", "kith tier 'Ada Example'")
        try shell.expect("kith group show Har", "kith group show Harbour\\ walk")
        // By another word of the name, where nobody's name begins with it.
        try shell.expect("kith history Ångs", "kith history Zoë\\ Ångström")
        try shell.expect("kith export --space per", "kith export --space personal")
        try shell.expect("kith edit @clu", "@clubs")
        // A second person; what was completed first is one argument.
        try shell.expect("kith merge Ada\\ Example Gr", "Example Grace\\ O\\'Brien-Example")
        let cards = machine.scratch.appending(path: "invented-cards.vcf")
        try Data().write(to: cards)
        let folder = machine.scratch.path
        try shell.expect("kith import \(folder)/invented-c", "invented-cards.vcf")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `Tiers, fields, measures and titles are completed where they belong`(name: String) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("new", "event", "Harbour fair", "day=2026-11-20")
        try machine.kith("new", "goal", "Lead a lab")
        let shell = try Shell(name, bench, machine)
        try shell.expect("kith tier Ada\\ Example cl", "Example close")
        try shell.expect("kith tier ad", "kith tier Ada\\ Example")
        try shell.expect("kith stats recip", "kith stats reciprocity")
        try shell.expect("kith worth harb", "kith worth Harbour\\ fair")
        try shell.expect("kith done lead", "kith done Lead\\ a\\ lab")
        try shell.expect("kith gap lead", "kith gap Lead\\ a\\ lab")
        try shell.expect("kith set lead", "kith set Lead\\ a\\ lab")
        // The value follows the sign at once.
        try shell.terminal.type("kith set ada bounda")
        try shell.terminal.press("Tab")
        try shell.terminal.wait(for: "boundary=")
        try shell.terminal.type("no")
        try shell.terminal.wait(for: "kith set ada boundary=no")
    }

    @Test func `A name is completed however many there are`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards =
            InventedCards.text(count: 2_500)
            + "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zzz Last\r\nEND:VCARD\r\n"
        try machine.kith("import", try bench.file("a.vcf", cards).path)
        try Shell("bash", bench, machine).expect("kith show zz", "kith show Zzz\\ Last")
    }
}
