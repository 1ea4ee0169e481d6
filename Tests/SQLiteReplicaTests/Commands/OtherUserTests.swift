import ChangeLog
import Foundation
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

    @Test func `P10: a backup of one user is not taken by a machine of another`() throws {
        let bench = try Bench()
        func backup(_ name: String, _ reply: JoinReply?, url: String = "http://localhost") throws
            -> String
        {
            let replica = try bench.replica(name)
            _ = try replica.add("Friend of \(name)")
            if let reply {
                try replica.keep(token: "kith_d_\(name)", for: url) {
                    try replica.enrol(reply, url: url)
                }
            }
            let path = bench.root.appending(path: "\(name).sqlite").path
            let folder = bench.folder(name)
            try Replica(folder, mode: .reading, environment: bench.environment()).backup(to: path)
            return path
        }
        let machine = bench.folder("ada")
        let own = try backup("ada", reply("ada", personal: 1))
        let before = try bench.replica("ada").spaces()
        let others = [
            try backup("bob", reply("bob", personal: 2)),
            // Somebody of the same name, of another server.
            try backup("other-ada", reply("ada", personal: 3), url: "http://elsewhere"),
        ]
        for other in others {
            let error = #expect(throws: ReplicaError.self) {
                try Replica.restore(other, into: machine)
            }
            #expect(error?.code == "other_account")
            #expect(error?.sentence.contains("ada at http://localhost") == true)
            #expect(try bench.replica("ada").spaces() == before)
            #expect(try bench.replica("ada").token(for: "http://localhost") == "kith_d_ada")
        }
        // One's own is taken, also where its server has moved, and so is one of before joining.
        let moved = try backup("moved", reply("ada", personal: 1), url: "http://new")
        for path in [moved, own, try backup("early", nil)] {
            _ = try Replica.restore(path, into: machine)
        }
        #expect(try bench.replica("ada").people().map(\.name) == ["Friend of early"])
        // A machine without a token is nobody's, and takes any.
        _ = try Replica.restore(others[0], into: bench.folder("fresh"))
        _ = try Replica.restore(own, into: bench.folder("fresh"))
    }
}

extension Replica {
    fileprivate func personalSpaceID() throws -> SpaceID? {
        try database.read { try $0.personalSpace().space }
    }
}
