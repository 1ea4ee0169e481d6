import ChangeLog
import ContactModel
import Testing

/// Which certain pairs make one person.
struct DuplicateClusterTests {
    private func card(_ number: UInt8) -> EntityID { EntityID(value: UInt128(number)) }

    private func pair(_ one: UInt8, _ other: UInt8) -> DuplicatePair {
        DuplicatePair(card(one), card(other))
    }

    private func clusters(
        of pairs: [DuplicatePair], fullness: [EntityID: Int] = [:],
        areTwo: (DuplicatePair) -> Bool = { _ in false }
    ) -> (clusters: [DuplicateCluster], left: [DuplicatePair]) {
        DuplicateCluster.clusters(of: pairs, fullness: fullness, areTwo: areTwo)
    }

    @Test func `cards that are all the same make one person, who keeps the fullest card`() {
        let result = clusters(
            of: [pair(1, 2), pair(2, 3), pair(1, 3)],
            fullness: [card(1): 5, card(2): 9, card(3): 7])
        #expect(result.clusters.map(\.kept) == [card(2)])
        #expect(result.clusters.map(\.others) == [[card(1), card(3)]])
        #expect(result.left.isEmpty)
    }

    @Test func `two people are never made one by a card that could be either's`() {
        // J. Smith is certainly Jane and certainly John; Jane and John are two, who has two cards.
        let result = clusters(
            of: [pair(1, 2), pair(1, 3), pair(3, 4)], areTwo: { $0 == pair(2, 3) })
        #expect(result.clusters.map { [$0.kept] + $0.others } == [[card(3), card(4)]])
        #expect(result.left == [pair(1, 2), pair(1, 3)])
        // Nothing says that the second and the third are two, nor that they are one.
        let unsaid = clusters(of: [pair(1, 2), pair(1, 3)])
        #expect(unsaid.clusters.map { [$0.kept] + $0.others } == [[card(1), card(2)]])
        #expect(unsaid.left == [pair(1, 3)])
    }

    @Test func `the order in which equally full cards come decides nothing`() {
        let forward = clusters(of: [pair(4, 5), pair(6, 7)])
        let backward = clusters(of: [pair(7, 6), pair(5, 4)])
        #expect(forward.clusters == backward.clusters)
        #expect(forward.clusters.map(\.kept) == [card(4), card(6)])
    }

    @Test func `pairs that were not compared among very many are compared before they are refused`()
    {
        let chain = (1..<100).map { pair(UInt8($0), UInt8($0 + 1)) }
        let joined = DuplicateCluster.clusters(
            of: chain, fullness: [:], areTwo: { _ in false }, areSame: { _ in true })
        #expect(joined.clusters.map(\.others.count) == [99] && joined.left.isEmpty)
        #expect(clusters(of: chain).clusters.count > 1)
    }
}
