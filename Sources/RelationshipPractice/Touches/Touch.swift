package import ContactModel

/// One time of being in touch, as the practice reads it.
package struct Touch: Sendable {
    package let item: Item

    /// Reads an item of the kind `touch`.
    package init(_ item: Item) {
        self.item = item
    }

    /// When, Unix milliseconds; 0 when it does not say.
    package var milliseconds: UInt64 { item.instant(.at) ?? 0 }
    package var type: String { item.text(.type) }
    package var minutes: Int { item.number(.minutes) ?? 0 }

    /// How deep it went: as written, else what its type usually is (practice S1-12, S4-10).
    package var depth: Int { item.number(.depth) ?? Self.usualDepth[type] ?? 1 }

    /// Whether they heard from me: more than a like or a card, and no mere message of theirs; answered
    /// or not (S1-12, S3-2).
    package var isOfMine: Bool { depth > 0 && (item.text(.direction) != "in" || depth > 1) }

    /// Whether it counts as being in touch: a like or a swapped card does not (S1-12, S4-10).
    package var isReal: Bool { depth > 0 && !isUnanswered }

    /// Whether only I reached out.
    package var isOutgoing: Bool { item.text(.direction) == "out" }

    /// Whether I reached out and nothing came back: whoever began it is me, unless I said that it was
    /// the other side (S0-11, S0-12).
    package var isUnanswered: Bool {
        item.text(.response) == "none" && item.text(.direction) != "in"
    }

    /// Whether it says nothing of an answer: a like of mine, or a card I left.
    ///
    /// A like is mine unless I said whose it was, as it is typed; a swapped card is of both.
    package var isMute: Bool {
        depth <= 0 && !isUnanswered
            && (isOutgoing || type == "like" && item.text(.direction).isEmpty)
    }

    /// The mark by which a store sums touches up: 1 when it counts, 2 when it was not answered, 4
    /// when it says nothing of an answer.
    package var mark: Int { (isReal ? 1 : 0) | (isUnanswered ? 2 : 0) | (isMute ? 4 : 0) }

    /// The depth of the deepest touch: the scale is 0 to 3, as that of `useful` (practice S1-10,
    /// S4-10).
    package static let deepest = 3

    /// The energy that a touch can take or give: "energy before and after" (practice S4-5, S1-29).
    ///
    /// Our choice of scale: two steps either way, as more cannot be told apart.
    static let energies = -2...2

    /// How deep a touch of a type is without a word of one's own (`depth=`).
    ///
    /// A like and a swapped card are nothing (practice S1-12, S4-10), a comment is something
    /// (S1-12); a talk says more than a line, as voice and face do (R. Daft, R. Lengel,
    /// "Organizational Information Requirements, Media Richness and Structural Design", 1986). The
    /// steps are our choice, for no source measures them: written 1, spoken or given 2, a visit 3.
    private static let usualDepth: [String: Int] = [
        "like": 0, "card": 0, "comment": 1, "message": 1, "mail": 1, "hello": 1, "thanks": 1,
        "letter": 2, "call": 2, "video": 2, "coffee": 2, "meal": 2, "meeting": 2, "gift": 2,
        "help": 2, "advice": 2, "event": 1, "visit": 3,
    ]
}

/// The sum of the touches with one person.
package struct TouchSummary: Hashable, Sendable {
    /// Of the first and the last touch that counts, Unix milliseconds; nil without one.
    package let firstMilliseconds: UInt64?
    package let lastMilliseconds: UInt64?
    /// But for those that say nothing of an answer, such as a like of mine.
    package let count: Int
    /// How often I reached out since anything came back (S0-11).
    package let unanswered: Int
    /// Of the last of those attempts, Unix milliseconds; nil without one.
    package let triedMilliseconds: UInt64?

    package init(
        firstMilliseconds: UInt64?, lastMilliseconds: UInt64?, count: Int, unanswered: Int,
        triedMilliseconds: UInt64?
    ) {
        self.firstMilliseconds = firstMilliseconds
        self.lastMilliseconds = lastMilliseconds
        self.count = count
        self.unanswered = unanswered
        self.triedMilliseconds = triedMilliseconds
    }

    /// Whether anything ever came from both sides, were it a swapped card.
    package var isMutual: Bool { count > unanswered }

    /// From when a gap runs: an attempt without an answer is followed by one too, though it does not
    /// count as being in touch (S0-11: who insists is refused the more).
    package var pauseMilliseconds: UInt64? { triedMilliseconds ?? lastMilliseconds }

    /// Sums touches up, in whatever order they are given.
    ///
    /// Attempts without an answer count from the last touch that was none; one at the same instant
    /// as an answer is answered. A like of mine is neither.
    package init(_ touches: [Touch]) {
        let real = touches.lazy.filter(\.isReal).map(\.milliseconds)
        let answered = touches.lazy.filter { !$0.isUnanswered && !$0.isMute }
            .map(\.milliseconds).max()
        let tried = touches.lazy.filter(\.isUnanswered).map(\.milliseconds)
            .filter { at in answered.map { at > $0 } ?? true }
        self.init(
            firstMilliseconds: real.min(), lastMilliseconds: real.max(),
            count: touches.count { !$0.isMute },
            unanswered: tried.count { _ in true }, triedMilliseconds: tried.max())
    }
}
