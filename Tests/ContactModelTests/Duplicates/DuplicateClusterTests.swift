import ChangeLog
import ContactModel
import Testing

/// Which certain pairs make one person.
struct DuplicateClusterTests {
    private func card(_ number: UInt8) -> EntityID { EntityID(value: UInt128(number)) }

    private func pair(_ one: UInt8, _ other: UInt8) -> DuplicatePair {
        DuplicatePair(card(one), card(other))
    }

    @Test func `cards that are all the same make one person, who keeps the fullest card`() {
        let result = DuplicateCluster.clusters(
            of: [pair(1, 2), pair(2, 3), pair(1, 3)],
            fullness: [card(1): 5, card(2): 9, card(3): 7])
        #expect(result.clusters.map(\.kept) == [card(2)])
        #expect(result.clusters.map(\.others) == [[card(1), card(3)]])
        #expect(result.left.isEmpty)
    }

    @Test func `two people are never made one by a card that could be either's`() {
        // J. Smith is certainly Jane and certainly John; Jane and John are two.
        let result = DuplicateCluster.clusters(of: [pair(1, 2), pair(1, 3)], fullness: [:])
        #expect(result.clusters.map { [$0.kept] + $0.others } == [[card(1), card(2)]])
        #expect(result.left == [pair(1, 3)])
    }

    @Test func `the order in which equally full cards come decides nothing`() {
        let forward = DuplicateCluster.clusters(of: [pair(4, 5), pair(6, 7)], fullness: [:])
        let backward = DuplicateCluster.clusters(of: [pair(7, 6), pair(5, 4)], fullness: [:])
        #expect(forward.clusters == backward.clusters)
        #expect(forward.clusters.map(\.kept) == [card(4), card(6)])
    }
}
