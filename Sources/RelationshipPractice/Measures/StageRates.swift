package import ChangeLog
package import ContactModel

/// How many go on from each stage to a later one, and how long it takes, by the history of `stage`
/// (practice S1-2).
package struct StageRates: Hashable, Sendable {
    /// The stage that somebody was said to be at, at some time.
    package struct Step: Hashable, Sendable {
        package let stage: String
        /// Unix milliseconds.
        package let at: UInt64

        package init(stage: String, at: UInt64) {
            self.stage = stage
            self.at = at
        }
    }

    /// One stage and what followed.
    package struct Rate: Hashable, Sendable {
        package let stage: String
        /// How many have been there, and how many of them at a later one afterwards.
        package let reached: Int
        package let wentOn: Int
        /// The middle of the days until then; nil when nobody went on.
        package let days: Int?
    }

    /// In the order of the stages, without those where nobody has been.
    package let rates: [Rate]

    /// The stages that lead to each other; `retired` leads nowhere and is no failure.
    package static let order = ["spotted", "studied", "reached", "met", "regular", "ally"]

    /// Counts.
    ///
    /// - Parameters:
    ///   - histories: What was said of each person, by time; corrections on the same day count as
    ///     what was said last.
    ///   - dayOf: The day of an instant, where the machine is.
    package init(_ histories: [EntityID: [Step]], dayOf: (UInt64) -> CivilDay) {
        rates = Self.order.enumerated().compactMap { place, stage in
            var reached = 0
            var gaps: [Int] = []
            for steps in histories.values {
                let lasting = steps.enumerated().filter { index, step in
                    index + 1 == steps.count || dayOf(steps[index + 1].at) != dayOf(step.at)
                }.map(\.element)
                guard let first = lasting.firstIndex(where: { $0.stage == stage }) else { continue }
                reached += 1
                let later = lasting[first...].first {
                    (Self.order.firstIndex(of: $0.stage) ?? -1) > place
                }
                if let later { gaps.append(dayOf(later.at).days(since: dayOf(lasting[first].at))) }
            }
            guard reached > 0 else { return nil }
            return Rate(
                stage: stage, reached: reached, wentOn: gaps.count,
                days: gaps.isEmpty ? nil : Measure.median(gaps))
        }
    }
}

extension Measure {
    /// Where people stand, and how many went on from each stage.
    package static func stageRates(
        _ histories: [EntityID: [StageRates.Step]], dayOf: (UInt64) -> CivilDay
    ) -> Measure {
        let rates = StageRates(histories, dayOf: dayOf).rates
        let lines = rates.filter { $0.stage != "ally" }.map { rate in
            "\(rate.stage): \(rate.wentOn) of \(rate.reached) went on"
                + (rate.days.map { $0 == 0 ? "" : ", \(Counted.text($0, "day")) in the middle" }
                    ?? "")
        }
        return Measure(
            "rates",
            rates.isEmpty
                ? "No stage is written down yet."
                : lines.isEmpty
                    ? "Nobody was at a stage before ally: there is nothing to go on from."
                    : lines.joined(separator: "; ") + ".",
            parts: rates.map { ($0.stage, share($0.wentOn, of: $0.reached)) },
            why: "each change of stage= that the log still has, in per cent")
    }
}
