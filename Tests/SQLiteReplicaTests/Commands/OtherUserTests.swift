import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// One machine is one user's: joining never hands a person's notes to somebody else.
struct OtherUserTests {
    private func reply(_ user: String, personal: UInt128) -> JoinReply {
        JoinReply(
            server: ServerID(value: 5), token: "", user: user, device: "desk",
            spaces: [
                SpaceDescription(
                    id: SpaceID(value: personal), name: "personal", role: .owner,
                    isPersonal: true)
            ])
    }

    @Test func `P10: a machine of one user does not become another's`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let grace = try replica.add("Grace")
        try replica.enrol(reply("ada", personal: 1), url: "http://localhost")
        try replica.addNote("owes me a duel", about: grace)
        let before = try replica.spaces()
        let error = #expect(throws: ReplicaError.self) {
            try replica.enrol(reply("bob", personal: 2), url: "http://localhost")
        }
        #expect(error == .otherUser(known: "ada", found: "bob"))
        #expect(try replica.spaces() == before)
        #expect(try replica.enrolment()?.user == "ada")
        // The same user on a new server is the same person.
        try replica.enrol(reply("ada", personal: 3), url: "http://localhost:2")
        #expect(try replica.personalSpaceID() == SpaceID(value: 3))
        #expect(try replica.people().map(\.id) == [grace])
    }
}

extension Replica {
    fileprivate func personalSpaceID() throws -> SpaceID? {
        try database.read { try $0.personalSpace().space }
    }
}
