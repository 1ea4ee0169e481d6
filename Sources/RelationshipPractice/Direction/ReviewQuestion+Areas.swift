import ContactModel

extension ReviewQuestion {
    /// Whether areas are still one's own, and worth their time: "otherwise you will find yourself
    /// spending your time on activities of no fun and value" (practice S1-5).
    ///
    /// - Returns: One question, with the areas that others wished for or that give least first; none
    ///   without an open area.
    static func areas(_ book: PracticeBook) -> [ReviewQuestion] {
        let open = book.open(.area)
        guard !open.isEmpty else { return [] }
        let purposes = Purposes(book)
        let touches = book.touches(lastDays: DayCount.quarter).filter(\.isReal)
        let lines = open.sorted {
            (rank($0), energy($0), $0.text(.text), $0.id)
                < (rank($1), energy($1), $1.text(.text), $1.id)
        }.map { area -> String in
            let served = touches.filter { purposes.area(of: $0.item) == area.id }
            let felt = served.compactMap { $0.item.number(.energy, in: Touch.energies) }
            let gave = felt.isEmpty ? "" : ", which gave \(signed(felt.reduce(0, +)))"
            let minutes = served.reduce(0) { $0 + $1.minutes }
            let time = minutes > 0 ? ", \(Counted.text(minutes, "minute"))" : ""
            return "\(area.text(.text)): \(wish(area)), "
                + "\(Counted.text(served.count, "touch", "touches"))\(time)\(gave)"
        }
        return [ReviewQuestion("Which areas are still your own, and worth it?", about: lines)]
    }

    /// Those that are others' wish first, then those of which nobody said whose wish they are.
    private static func rank(_ area: Item) -> Int {
        ["outer", "", "own"].firstIndex(of: area.text(.origin)) ?? 0
    }

    private static func energy(_ area: Item) -> Int { area.number(.energy) ?? 0 }

    private static func wish(_ area: Item) -> String {
        let whose =
            ["own": "your own wish", "outer": "others' wish"][area.text(.origin)]
            ?? "whose wish is not said"
        return whose + (area.number(.energy).map { ", energy \(signed($0))" } ?? "")
    }

    private static func signed(_ number: Int) -> String {
        number > 0 ? "+\(number)" : number < 0 ? "−\(number.magnitude)" : "0"
    }
}
