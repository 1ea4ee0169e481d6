/// The points that one thing written down adds to a sum, and how often it counts.
struct Weight: Hashable, Sendable {
    let each: Int
    let most: Int

    init(_ each: Int, most: Int = 1) {
        self.each = each
        self.most = most
    }

    /// All that such a part can add.
    var whole: Int { each * most }

    /// The points for so many of it.
    func points(_ count: Int) -> Int { min(count, most) * each }
}
