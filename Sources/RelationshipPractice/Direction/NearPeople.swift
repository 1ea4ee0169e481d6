import ContactModel

extension RhythmFacts {
    /// Whether somebody is family, or of the private circle: among them nobody counts who gave last
    /// (practice S0-7).
    package var isFamily: Bool {
        overlay.text(.circle) == "private" || !relationWords.isDisjoint(with: NearWords.family)
    }

    /// Whether somebody is family, a friend or a partner: questions and figures of work are out of
    /// place (practice S0-20).
    package var isNear: Bool {
        // A sailing partner is somebody to sail with.
        isFamily || relationWords.count == 1 && !relationWords.isDisjoint(with: NearWords.alone)
    }

    private var relationWords: Set<String> { Set(FoldedText.words(overlay.text(.relation))) }
}

/// Words for those who are near whatever they do, folded.
enum NearWords {
    /// Only when nothing else is said.
    static let alone: Set = ["partner", "friend"]
    static let family = Set(
        """
        family mother father mum mom mama mummy mommy dad daddy papa parent parents son daughter child
        kid baby brother sister sibling twin wife husband spouse fiance fiancee girlfriend boyfriend
        grandmother grandfather grandma grandpa granny gran nana grandparent grandson granddaughter
        grandchild aunt uncle cousin niece nephew godmother godfather godchild goddaughter godson
        stepmother stepfather stepson stepdaughter
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
