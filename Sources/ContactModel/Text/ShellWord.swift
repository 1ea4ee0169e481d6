/// A text as it is typed in a command that kith advises.
package enum ShellWord {
    /// In quotes, whatever it holds: one argument, read by every shell of the Bourne family.
    package static func quoted(_ text: String) -> String {
        guard text.contains(where: { "\"$`\\!".contains($0) }) else { return "\"\(text)\"" }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }

    /// In quotes where the shell would read something else than is written.
    ///
    /// Words apart stay so: a command that takes a name joins them.
    package static func plain(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isLetter || $0.isNumber || " .-_@+:/".contains($0)
        }
        return isPlain && !text.isEmpty && !text.hasPrefix("-") ? text : quoted(text)
    }
}
