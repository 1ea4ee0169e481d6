/// The weights for and against a gathering, in points of 100.
///
/// What counts is the essays', row by row. How much is our choice: a purpose weighs most, for
/// without one it is spaghetti against the wall (practice S3-1); nothing alone makes a gathering
/// worth going to, which a test holds. `kith worth` shows each part; going is the reader's to decide.
enum EventWeights {
    /// Where every gathering begins: below ``perhaps``, as evenings are dear (practice S0-7, S3-9).
    static let start = 30
    /// From here on worth going to: a purpose and something more (practice S3-18).
    static let go = start + goal + Self.few
    /// From here on perhaps: anything at all speaks for it (practice S3-18).
    static let perhaps = start + worth
    /// The points of one good thing: our choice of unit, a twentieth of the whole.
    static let worth = 5

    /// For a goal (practice S3-11, S3-18).
    static let goal = 20
    /// In an area of interest, and for each step of its energy (practice S1-5).
    static let area = (base: 10, energy: 2)
    /// For neither (practice S3-1).
    static let noPurpose = -15
    /// Targets who come (practice S4-6, S4-9).
    static let target = Weight(10, most: 3)
    /// People with a seat in a goal who come (practice S3-11).
    static let seat = Weight(worth, most: 2)
    /// Needs there that can be met (practice S3-14).
    static let need = Weight(worth, most: 3)
    /// Areas whose people come (practice S4-8).
    static let areaPeople = Weight(4, most: 2)

    /// So many talk with everybody, which is worth ``everybody``: three free conversations of
    /// four (``PeopleWeb/conversationSize``, practice S4-8).
    static let roundSize = 3 * PeopleWeb.conversationSize
    /// So many are small enough to meet, which is worth ``few``: "~30 people can get to know each
    /// other" (practice S1-34, S4-8), and a third more is still about thirty.
    static let smallSize = 40
    /// More are a crowd, which costs ``crowd``: as many as one can know (``Tier/maximumActiveCount``).
    static let crowdSize = Tier.maximumActiveCount
    /// For a gathering at which everybody talks with everybody (practice S4-8).
    static let everybody = 15
    /// For one that is small enough to meet (practice S4-8).
    static let few = 10
    /// For a crowd (practice S4-8).
    static let crowd = -10

    /// For more hours than a week's budget has (practice S0-7).
    static let long = -worth
    /// By what it costs (practice S3-18, "spend your time wisely").
    static let costs = ["middle": (-worth, "it costs something"), "high": (-15, "it costs much")]
    /// In a rest of one's own (practice S4-5): more than a goal makes up for.
    static let rest = -25
    /// Of a community that one chose to stay in (practice S3-9).
    static let stay = 10
    /// Of one that one chose to leave (practice S3-9): more than a purpose makes up for.
    static let leave = -30
    /// When something came of earlier visits (practice S3-9, S3-18).
    static let returned = 15
    /// When nothing came of so many earlier visits (``CommunityTrial/enoughVisits``, practice S3-9).
    static let fruitless = (visits: CommunityTrial.enoughVisits, points: -20)
    /// When earlier visits took energy (practice S4-5).
    static let tired = -10
}
