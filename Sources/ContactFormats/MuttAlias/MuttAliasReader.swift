import ContactModel

/// Reads alias files of mutt and neomutt: `alias [-group name] key Name <address> # comment`.
///
/// An alias of several addresses becomes a group whose members are the addresses; those that it
/// names become people.
package enum MuttAliasReader {
    /// Reads a whole file; lines that are no aliases are passed over and counted.
    ///
    /// - Returns: The cards of each alias in the order of the file, and problems that belong to none.
    package static func read(
        _ bytes: [UInt8]
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        let source = SourceLines(bytes)
        var problems = source.problems
        var aliases: [MuttAlias] = []
        var others: (first: Int, count: Int)?
        for (number, text) in joined(source.lines) {
            let text = text.trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard text.hasPrefix("alias "), let alias = MuttAlias(text, line: number) else {
                others = (others?.first ?? number, (others?.count ?? 0) + 1)
                continue
            }
            aliases.append(alias)
        }
        if let others {
            let problem = SourceProblem.otherLines(count: others.count)
            problems.append(ImportDiagnostic(line: others.first, problem: .source(problem)))
        }
        var addressByKey: [String: String] = [:]
        for alias in aliases where alias.mailboxes.count == 1 {
            if let address = alias.mailboxes.first?.address, address.contains("@") {
                addressByKey[alias.key] = address
            }
        }
        return (aliases.flatMap { $0.cards(addressByKey: addressByKey) }, problems)
    }

    /// Joins lines that end in a backslash with the next.
    private static func joined(
        _ lines: [(number: Int, text: String)]
    ) -> [(number: Int, text: String)] {
        var result: [(number: Int, text: String)] = []
        var open: (number: Int, parts: [String])?
        for (number, text) in lines {
            let goesOn = text.hasSuffix("\\")
            let part = goesOn ? String(text.dropLast()) : text
            open = (open?.number ?? number, (open?.parts ?? []) + [part])
            if let line = open, !goesOn {
                result.append((line.number, line.parts.joined()))
                open = nil
            }
        }
        if let open { result.append((open.number, open.parts.joined())) }
        return result
    }
}
