import ChangeLog
import ContactFormats
import ContactModel
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// What a member of a team may write into its log cannot harm what others keep for themselves.
struct HostileMemberTests {
    /// What a member writes, as it arrives with a sync.
    private func take(_ wishes: [Wish], from member: inout ForeignAuthor, _ replica: Replica) throws
    {
        let run = try member.run(wishes)
        let outcome = try replica.store(of: Bench.team).apply(.from(server: 5, [run]))
        guard case .applied = outcome else { throw CancellationError() }
    }

    private func line(
        _ raw: String, of entity: EntityID, element: UInt128, replaces: [Dot] = []
    ) -> Wish {
        let line = CardLine(
            element: ElementID(value: element), place: UInt64(element) << 16,
            raw: Array("\(raw)\r\n".utf8))
        return Wish(
            cell: CellAddress(entity: entity, field: .line, element: line.element),
            value: line.value, replaces: replaces)
    }

    private func fields(_ replica: Replica, in space: SpaceID) throws -> [Change] {
        try replica.store(of: space).runs(beyond: VersionVector(), maximumBytes: 1 << 20)
            .flatMap { try $0.decoded() }.compactMap(\.whole?.change)
    }

    private func text(_ card: Card) -> String { String(decoding: card.bytes, as: UTF8.self) }

    @Test func `P10: a card of mine that a member has too keeps its lines, and new ones stay mine`()
        throws
    {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add(
            "Ada", [.add(.phone, "555 7431", label: ""), .set(.title, "Countess")])
        var member = ForeignAuthor(1, in: Bench.team)
        try take(
            [
                line("FN:Ada of the team", of: ada, element: 1),
                line("EMAIL:ada@team.example", of: ada, element: 2),
            ], from: &member, replica)
        try replica.edit(ada, [.add(.email, "ada@home.example", label: "")])
        let details = try #require(try replica.details(of: ada))
        #expect(details.summary.name == "Ada")
        #expect(details.summary.title == "Countess")
        #expect(details.view.phones.map(\.value) == ["555 7431"])
        #expect(
            Set(details.view.emails.map(\.value)) == ["ada@team.example", "ada@home.example"])
        #expect(details.spaces == ["personal", "team"])
        #expect(try replica.find("7431").map(\.id) == [ada])
        let team = try fields(replica, in: Bench.team)
        #expect(team.allSatisfy { $0.dot.replica == member.replica })
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `P10: the team's cards alone are what an export of the team has`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", [.add(.phone, "555 7431", label: "")])
        let grace = try replica.add("Grace", space: "team")
        let hugo = try replica.add("Hugo")
        try replica.merge(grace, into: hugo)
        var member = ForeignAuthor(1, in: Bench.team)
        try take([line("FN:Ada of the team", of: ada, element: 1)], from: &member, replica)
        var exported: [String] = []
        try replica.forEachCard(of: Bench.team) { exported.append(text($0)) }
        #expect(exported.count == 2)
        #expect(exported.contains { $0.contains("Ada of the team") })
        #expect(exported.contains { $0.contains("Grace") })
        #expect(exported.allSatisfy { !$0.contains("7431") && !$0.contains("Hugo") })
        var all: [String] = []
        try replica.forEachCard { all.append(text($0)) }
        #expect(all.count == 2)
        #expect(all.contains { $0.contains("7431") })
    }

    @Test func `Who has a card in two spaces is deleted, and comes back, in both`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada")
        var member = ForeignAuthor(1, in: Bench.team)
        try take([line("TEL:555 1", of: ada, element: 1)], from: &member, replica)
        try replica.edit(ada, [.replace(.phone, "555 1", with: "555 2")])
        #expect(try replica.details(of: ada)?.view.phones.map(\.value) == ["555 2"])
        try replica.delete(ada)
        #expect(try replica.people().isEmpty)
        #expect(try replica.people(trashed: true).map(\.id) == [ada])
        try replica.restore(ada)
        #expect(try replica.details(of: ada)?.view.phones.map(\.value) == ["555 2"])
        #expect(try replica.people(trashed: true).isEmpty)
    }

    @Test func `A viewer edits and deletes the card of their own, and the team's stays`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk", team: .viewer)
        let ada = try replica.add("Ada", [.add(.phone, "555 1", label: "")])
        var member = ForeignAuthor(1, in: Bench.team)
        try take([line("TEL:555 1", of: ada, element: 1)], from: &member, replica)
        try replica.edit(ada, [.replace(.phone, "555 1", with: "555 2")])
        #expect(
            try replica.details(of: ada)?.view.phones.map(\.value).sorted() == ["555 1", "555 2"])
        try replica.delete(ada)
        #expect(try replica.details(of: ada)?.view.phones.map(\.value) == ["555 1"])
        #expect(try replica.details(of: ada)?.spaces == ["team"])
    }

    @Test(arguments: ["touch", "goal", "note", "cadence", "machine", "newer"])
    func `P4: nobody goes out of the lists by one cell of another kind`(kind: String) throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        var member = ForeignAuthor(.max, in: Bench.team)
        try take(
            [
                Wish(
                    cell: CellAddress(entity: ada, field: .text), kind: EntityKind(rawValue: kind),
                    value: [65]),
                Wish(
                    cell: CellAddress(
                        entity: ada, field: .line, element: ElementID(value: .max)),
                    kind: EntityKind(rawValue: kind), value: []),
            ], from: &member, replica)
        #expect(try replica.examine().allSatisfy(\.isGood))
        try replica.edit(ada, [.set(.title, "Countess")])
        #expect(try replica.one("Ada").title == "Countess")
        _ = try replica.store(of: Bench.team).rebuild()
        #expect(try replica.one("Ada").title == "Countess")
    }

    @Test func `P10: an alias in a team joins no card of theirs to one of mine`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada")
        let theirs = EntityID(value: 9)
        var member = ForeignAuthor(1, in: Bench.team)
        func alias(_ entity: EntityID, _ target: EntityID) -> Wish {
            Wish(cell: CellAddress(entity: entity, field: .alias), value: target.bytes)
        }
        try take(
            [line("FN:Ada", of: theirs, element: 1), alias(ada, theirs), alias(theirs, ada)],
            from: &member, replica)
        try replica.edit(ada, [.add(.email, "ada@home.example", label: "")])
        #expect(try replica.people().count == 2)
        let team = try fields(replica, in: Bench.team)
        #expect(team.allSatisfy { $0.dot.replica == member.replica })
        #expect(try replica.examine().allSatisfy(\.isGood))

        // Of two cards of the team it counts, whichever comes first.
        let other = EntityID(value: 10)
        try take([alias(theirs, other)], from: &member, replica)
        #expect(try replica.people().count == 2)
        try take([line("FN:Other", of: other, element: 1)], from: &member, replica)
        #expect(try Set(replica.people().map(\.id)) == [ada, other])
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [Verb.purge, .put, .remove])
    func `LOG-13: what a member purges or replaces before I write it does not vanish`(
        verb: Verb
    ) throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team", [.set(.title, "Countess")])
        let own = try #require(
            try fields(replica, in: Bench.team).first { $0.cell.entity == ada }?.dot)
        let title = try #require(
            try fields(replica, in: Bench.team).first {
                $0.value.firstRange(of: Array("TITLE".utf8)) != nil
            }?.cell)
        var member = ForeignAuthor(1, in: Bench.team)
        let future = (1...250).map { Dot(replica: own.replica, sequence: $0) }
        let wish =
            verb == .purge
            ? Wish(
                cell: CellAddress(entity: ada, field: .life), verb: .purge,
                observed: VersionVector([Dot(replica: own.replica, sequence: 1 << 40)]))
            : Wish(cell: title, verb: verb, value: [1, 88], replaces: future)
        try take([wish], from: &member, replica)
        let again = CardLine(element: title.element, place: 9, raw: Array("TITLE:Lady\r\n".utf8))
        let name = CardLine(element: ElementID(value: 8), place: 8, raw: Array("FN:Ada\r\n".utf8))
        try replica.perform("test") { session in
            let edits = [name, again].map {
                CellEdit.put(
                    $0.value, in: CellAddress(entity: ada, field: .line, element: $0.element),
                    of: .person)
            }
            return [SpaceEdits(try session.space(named: "team"), edits)]
        }
        #expect(try replica.details(of: ada)?.summary.title == "Lady")
        #expect(try fields(replica, in: Bench.team).last { $0.cell == title }?.dot != nil)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [
        "NOTE:x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Forged\r\n", "END:VCARD\r\n", "begin:vcard\r\n",
        "BEGIN:VCARD", "NOTE:no end", "NOTE:x\rEND:VCARD\r", "NOTE:x\nEND:VCARD", " END:VCARD\r\n",
        "", "\r\n\r\nEND:VCARD\r\n", "AGENT:\r\nBEGIN:VCARD\r\nN:x\r\n", "AGENT:\r\n",
        "END:VEVENT\n",
        "NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\nEND:VCARD\r\n",
        "PHOTO;BASE64:\r\nEND:VCARD\r\nAAAA\r\n",
    ])
    func `A member's line neither ends a card nor forges one in an export`(raw: String) throws {
        try expectThreeCards { member, ada in
            var wishes = [line("VERSION:3.0", of: ada, element: 1)]
            wishes.append(
                Wish(
                    cell: CellAddress(
                        entity: ada, field: .line, element: ElementID(value: 2)),
                    value: CardLine(
                        element: ElementID(value: 2), place: 2 << 16, raw: Array(raw.utf8)
                    ).value))
            wishes.append(line("FN:Ada of the team", of: ada, element: 3))
            return wishes
        }
    }

    @Test(arguments: [
        ("", ""), ("BEGIN:VCARD\r\nEND:VCARD\r\nBEGIN:VCARD\r\n", "END:VCARD\r\n"),
        ("BEGIN:VCARD\r\n", "END:VCARD\r\nBEGIN:VCARD\r\nFN:Forged\r\nEND:VCARD\r\n"),
        ("hello", "goodbye"), ("BEGIN:VCARD", "END:VCARD"), ("END:VCARD\r\n", "BEGIN:VCARD\r\n"),
    ])
    func `A member's frame neither ends a card nor forges one in an export`(
        begin: String, end: String
    ) throws {
        try expectThreeCards { member, ada in
            let frame = CardFrame(begin: Array(begin.utf8), end: Array(end.utf8))
            return [
                line("VERSION:3.0", of: ada, element: 1),
                line("FN:Ada of the team", of: ada, element: 3),
                Wish(cell: CellAddress(entity: ada, field: .frame), value: frame.value),
            ]
        }
    }

    /// Exports two cards of mine and between them one that a member wrote, in every form.
    private func expectThreeCards(
        _ wishes: (ForeignAuthor, EntityID) -> [Wish]
    ) throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        _ = try replica.add("First")
        bench.wallMilliseconds += 1
        var member = ForeignAuthor(1, in: Bench.team)
        try take(wishes(member, EntityID(value: 9)), from: &member, replica)
        bench.wallMilliseconds += 1
        _ = try replica.add("Last")
        for version in [nil, CardVersion.three, .four] {
            var exporter = VCardExporter()
            var text: [UInt8] = []
            try replica.forEachCard { card in
                text += version.map { VCardConversion(card, to: $0).bytes } ?? exporter.next(card)
            }
            let (cards, problems) = VCardReader.read(text)
            #expect(cards.count == 3 && problems.isEmpty)
            #expect(cards.allSatisfy { $0.isComplete && $0.diagnostics.isEmpty })
            // Any other program counts the markers.
            let lines = text.split { $0 == 0x0D || $0 == 0x0A }
                .map { String(decoding: $0, as: UTF8.self).uppercased() }
            #expect(lines.count { $0 == "BEGIN:VCARD" } == 3)
            #expect(lines.count { $0 == "END:VCARD" } == 3)
            #expect(!lines.contains("FN:FORGED"))
        }
    }
}
