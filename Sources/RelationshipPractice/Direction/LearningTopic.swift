package import ChangeLog

/// One topic, and from whom it can be learned: a line of the table of all (practice S0-18, S1-19).
package struct LearningTopic: Hashable, Sendable {
    /// As it is written first.
    package let topic: String
    /// The closest first.
    package let names: [String]
    /// The ids of these.
    package let people: [EntityID]
    /// The highest level that was said of somebody; nil without one.
    package let level: Int?
    /// How many things were learned of it, one from several people once.
    package let lessonCount: Int

    /// The topics that were named, in the order of their letters.
    ///
    /// - Parameter teachers: Of every topic (``Teacher/all(of:in:)``).
    /// - Returns: One a topic; what was learned without one is in none.
    package static func all(of teachers: [Teacher]) -> [LearningTopic] {
        let groups = Dictionary(grouping: teachers.filter(\.isNamed)) { Teacher.fold($0.topic) }
        return groups.sorted { $0.key < $1.key }.map { _, teachers in
            LearningTopic(
                topic: teachers.first?.topic ?? "", names: teachers.map(\.name),
                people: teachers.map(\.person),
                level: teachers.compactMap(\.level).max(),
                lessonCount: Set(teachers.flatMap(\.learned)).count)
        }
    }
}
