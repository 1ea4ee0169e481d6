import ArgumentParser

/// The scripts that the argument parser writes, with functions of our own that ask for names.
///
/// The parser's scripts ask without the word that is being typed: of a large book they would read
/// every name at every key, and stop at the two thousandth.
enum CompletionScript {
    /// The script of a shell.
    static func text(for shell: Completion.Shell) -> String {
        switch shell {
        case .bash: bash
        case .fish: fish + "\n" + Kith.completionScript(for: .fish)
        case .zsh: zsh(Kith.completionScript(for: .zsh))
        }
    }

    /// Bash's own list of words would take the quotes out of O'Brien.
    private static let bashFunctions = #"""
        __kith_offer() {
            local typed="${COMP_WORDS[COMP_CWORD]}" name
            typed="${typed#[\"\']}"
            typed="${typed//\\/}"
            while IFS='' read -r name; do
                [[ "${name,,}" == "${typed,,}"* ]] && COMPREPLY+=("${name}")
            done < <(kith complete "$@" -- "${typed}" 2>/dev/null)
        }
        """#

    private static let bash =
        bashFunctions + "\n"
        + Kith.completionScript(for: .bash)
        .replacing(#"__kith_add_completions -W "$(eval '__kith_names')""#, with: "__kith_offer")
        .replacing(
            #"__kith_add_completions -W "$(eval '__kith_groups')""#, with: "__kith_offer --groups")

    private static let fish = #"""
        function __kith_typed
            string replace -r '^["\']' '' -- (commandline -ct) | string replace -a '\\' ''
        end
        function __kith_names
            kith complete -- (__kith_typed) 2>/dev/null
        end
        function __kith_groups
            kith complete --groups -- (__kith_typed) 2>/dev/null
        end
        """#

    /// Names take capital letters whichever way they are typed; a colon in one is no description.
    private static let zshFunctions = #"""
        __kith_offer() {
            local -a list
            list=(${(f)"$(kith complete "$@" -- "${(Q)PREFIX}" 2>/dev/null)"})
            compadd -V names -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a list
        }
        __kith_names() { __kith_offer }
        __kith_groups() { __kith_offer --groups }
        """#

    /// The functions stand below the first line, by which zsh knows whose the script is.
    private static func zsh(_ script: String) -> String {
        var script = script
        for name in ["__kith_names", "__kith_groups"] {
            script = script.replacing(
                "{local -a list;list=(${(f)\"$(\(name))\"});_describe -V \"\" list}", with: name)
        }
        guard let end = script.firstIndex(of: "\n") else { return script }
        return script[...end] + "\n" + zshFunctions + "\n" + script[script.index(after: end)...]
    }
}
