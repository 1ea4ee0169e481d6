import ArgumentParser

/// The scripts that the argument parser writes, with functions of our own that ask for names.
///
/// The parser's scripts ask without the word that is being typed: of a large book they would read
/// every name at every key, and stop at the two thousandth.
enum CompletionScript {
    /// The functions that ask, and the option with which `kith complete` answers each.
    private static let asked: [(function: String, option: String)] = [
        ("__kith_names", ""), ("__kith_groups", "--groups"), ("__kith_spaces", "--spaces"),
    ]

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
            local -a others=()
            # An @ parts the words that bash counts, but not the one that is completed.
            (( COMP_CWORD > 0 )) && [[ "${COMP_WORDS[COMP_CWORD-1]}" == "@" ]] && typed="@${typed}"
            typed="${typed#[\"\']}"
            typed="${typed//\\/}"
            while IFS='' read -r name; do
                if [[ "${name,,}" == "${typed,,}"* ]]; then
                    COMPREPLY+=("${name}")
                else
                    others+=("${name}")
                fi
            done < <(kith complete "$@" -- "${typed}" 2>/dev/null)
            # By a name further on: only where it can be nobody else, for what is typed goes.
            if (( ${#COMPREPLY[@]} == 0 && ${#others[@]} == 1 )); then
                COMPREPLY=("${others[0]}")
            fi
        }
        """#

    private static let bash = asked.reduce(
        bashFunctions + "\n" + Kith.completionScript(for: .bash)
    ) { script, question in
        script.replacing(
            "__kith_add_completions -W \"$(eval '\(question.function)')\"",
            with: "__kith_offer \(question.option)")
    }

    private static let fish =
        #"""
        function __kith_typed
            string replace -r '^["\']' '' -- (commandline -ct) | string replace -a '\\' ''
        end

        """#
        + asked.map {
            """
            function \($0.function)
                kith complete \($0.option) -- (__kith_typed) 2>/dev/null
            end

            """
        }.joined()

    /// Names take capital letters whichever way they are typed, and the words within them where none
    /// begins so; a colon in one is no description.
    private static let zshFunctions = #"""
        __kith_offer() {
            local -a list
            list=(${(f)"$(kith complete "$@" -- "${(Q)PREFIX}" 2>/dev/null)"})
            local capitals='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
            compadd -V names -M "$capitals" -a list ||
                compadd -V names -M "$capitals l:|=* r:|=*" -a list
        }

        """#
        + asked.map { "\($0.function)() { __kith_offer \($0.option) }" }.joined(separator: "\n")

    /// The functions stand below the first line, by which zsh knows whose the script is.
    private static func zsh(_ script: String) -> String {
        var script = script
        for question in asked {
            script = script.replacing(
                "{local -a list;list=(${(f)\"$(\(question.function))\"});_describe -V \"\" list}",
                with: question.function)
        }
        guard let end = script.firstIndex(of: "\n") else { return script }
        return script[...end] + "\n" + zshFunctions + "\n" + script[script.index(after: end)...]
    }
}
