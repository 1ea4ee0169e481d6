/// The screen of `kith` run by itself: one screen, not the list of all commands.
enum Welcome {
    /// Before there is anything.
    static let first = """
        kith keeps the people you know: on this machine first, on your others later.

        To begin:
          kith import contacts.vcf    from your phone, Google, Outlook, LinkedIn …
          kith add Ada Lovelace --email ada@example.org
          kith join https://kith.example.org CODE
                                      when another machine of yours has it already

        Then:
          kith stocktake              who matters how much: one key a person
          kith today                  what the day asks of you

        """

    /// When there are people.
    static let daily = """
        Every day:
          kith today                  promises, whom to come back to, with whom it is time
          kith find WORDS             anybody, by anything
          kith show NAME              everything on the card
          kith touch NAME coffee 40m "what about"
                                      writes down that you met
          kith prep NAME              what to know before you meet
          kith sync                   with your other machines

        Now and then:
          kith stocktake              who matters how much: one key a person
          kith dupes                  who is there twice
          kith review                 back at the week, and ahead

        """

    /// Where the rest is.
    static let further = """
        All commands: kith --help. One of them: kith help import.

        """
}
