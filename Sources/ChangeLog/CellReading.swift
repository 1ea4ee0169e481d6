/// How a cell's heads read to a person: what is shown, and what else competes with it.
package struct CellReading: Hashable, Sendable {
    /// The head that is shown; nil for an empty or removed cell.
    package let shown: Head?
    /// The heads that were not shown and differ from what is, best first: the conflict (MERGE-4).
    package let losers: [Head]

    package var isConflict: Bool { !losers.isEmpty }

    /// Reads a register or map element: the best put is shown, a concurrent remove loses to it.
    ///
    /// Equal values are no conflict. A remove that lost is part of the conflict only when the put
    /// it competes with is shown (MERGE-5).
    package init(heads: [Head]) {
        let ranked = heads.sorted { $1.isBeaten(by: $0) }
        let puts = ranked.filter { $0.verb == .put }
        guard let best = puts.first else {
            shown = nil
            losers = []
            return
        }
        shown = best
        // Nearly every cell has one head, and the first set of a process is dear (decision 6).
        var competing = puts.dropFirst()
        if !competing.isEmpty {
            var seen: Set<[UInt8]> = [best.value]
            competing = ArraySlice(competing.filter { seen.insert($0.value).inserted })
        }
        if let removal = ranked.first(where: { $0.verb == .remove }) {
            competing.append(removal)
        }
        losers = Array(competing)
    }

    /// Reads a register of which one value stands as long as it is a head, whatever else was said at the
    /// same time.
    package init(heads: [Head], holding value: [UInt8]) {
        let usual = CellReading(heads: heads)
        guard let head = usual.losers.first(where: { $0.verb == .put && $0.value == value }),
            let shown = usual.shown
        else {
            self = usual
            return
        }
        self.shown = head
        losers = [shown] + usual.losers.filter { $0 != head }
    }

    /// Reads a max register: the greatest value by bytes is shown; never a conflict (MERGE-6).
    package init(greatestOf heads: [Head]) {
        let puts = heads.filter { $0.verb == .put }
        shown = puts.max { left, right in
            if left.value != right.value {
                return left.value.lexicographicallyPrecedes(right.value)
            }
            return left.isBeaten(by: right)
        }
        losers = []
    }
}
