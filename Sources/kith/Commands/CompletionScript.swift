import ArgumentParser

/// The scripts that the argument parser writes, with functions of our own that ask `kith complete`.
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
            # The value follows at once, and the sign is not quoted as in the name of a file.
            if (( ${#COMPREPLY[@]} == 1 )) && [[ "${COMPREPLY[0]}" == *= ]]; then
                compopt +o filenames -o nospace
            fi
        }
        """#

    private static let bash = CompletedWords.allCases.reduce(
        bashFunctions + "\n" + Kith.completionScript(for: .bash)
    ) { script, words in
        script.replacing(
            "__kith_add_completions -W \"$(eval '\(words.function)')\"",
            with: "__kith_offer \(words.rawValue)")
    }

    private static let fish =
        #"""
        function __kith_typed
            string replace -r '^["\']' '' -- (commandline -ct) | string replace -a '\\' ''
        end

        """#
        + CompletedWords.allCases.map {
            """
            function \($0.function)
                kith complete \($0.rawValue) -- (__kith_typed) 2>/dev/null
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
            local -a fields=(${(M)list:#*=})
            list=(${list:#*=})
            (( $#fields )) && compadd -V fields -M "$capitals" -S '' -a fields
            compadd -V names -M "$capitals" -a list ||
                compadd -V names -M "$capitals l:|=* r:|=*" -a list
        }

        """#
        + CompletedWords.allCases.map { "\($0.function)() { __kith_offer \($0.rawValue) }" }
        .joined(separator: "\n")

    /// The functions stand below the first line, by which zsh knows whose the script is.
    private static func zsh(_ script: String) -> String {
        var script = script
        for words in CompletedWords.allCases {
            script = script.replacing(
                "{local -a list;list=(${(f)\"$(\(words.function))\"});_describe -V \"\" list}",
                with: words.function)
        }
        guard let end = script.firstIndex(of: "\n") else { return script }
        return script[...end] + "\n" + zshFunctions + "\n" + script[script.index(after: end)...]
    }
}
