/// The weights for meeting somebody at a gathering; they sort the list and decide nothing.
///
/// What counts is the essays', row by row. The order is our choice: what one owes and whom one wants
/// to know, then what somebody needs, then old ties, then what is near to hand.
enum SheetWeights {
    /// A promise that is open (practice S2-8): promises come first everywhere.
    static let promise = 30
    /// A target (practice S4-6, S4-9).
    static let target = 30
    /// A seat in a goal (practice S3-11).
    static let seat = 15
    /// A need that can be met (practice S3-14).
    static let need = 15
    /// From an organisation that one looks at (practice S1-6).
    static let organisation = 15
    /// A tie that went quiet (practice S4-20).
    static let quiet = 10
    /// In focus or close (practice S1-26).
    static let close = 10
    /// In an area of one's own (practice S4-8).
    static let area = 5
    /// A speaker (practice S1-22).
    static let speaker = 5
}
