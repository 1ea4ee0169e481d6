import ChangeLog
import ContactModel
import RelationshipPractice
import TestSupport
import Testing

/// What a team is to read of a touch, decided without a store.
@Suite struct TouchSharingTests {
    private static let id = EntityID(value: 77)

    /// A touch that says something in most of its fields.
    private func touch(_ random: inout SeededRandom) -> Item {
        var item = Item(id: EntityID(value: 1), kind: .touch)
        for field in ItemCatalogue.schema(of: .touch)?.fields ?? [] where random.next() % 4 > 0 {
            if field.isMap {
                for number in 0..<(random.next() % 5) {
                    let person = EntityID(value: UInt128(100 + random.next() % 6))
                    item.put(
                        person.bytes, in: field.name, ElementID(of: person), place: Int(number))
                }
            } else if field.type == .instant {
                item.put(FieldValue.instant(random.next() % 9), in: field.name, .register)
            } else {
                let text = "\(field.name.rawValue) \(random.next() % 3)"
                item.put(FieldValue.text(text), in: field.name, .register)
            }
        }
        return item
    }

    /// People of odd numbers have a card in the team, of a number of its own.
    private func card(_ person: EntityID) -> EntityID? {
        person.value % 2 == 1 ? EntityID(value: person.value + 1_000) : nil
    }

    private func sharing(_ touch: Item) -> TouchSharing {
        TouchSharing(of: touch, as: Self.id, by: "ada", card: card)
    }

    @Test
    func `P10: whatever a touch says, only what can be shared is written, of the team's cards`() {
        for seed in UInt64(1)...300 {
            var random = SeededRandom(seed: seed)
            let sharing = sharing(touch(&random))
            for edit in sharing.edits(from: Item(id: Self.id, kind: .touch)) {
                let name = "seed \(seed): \(edit.cell.field.rawValue)"
                #expect(edit.cell.entity == Self.id && edit.kind == .touch)
                #expect(
                    FieldCatalogue.mayWrite(edit, intoPersonalSpace: false, meaning: .sharing),
                    "\(name)")
                guard edit.cell.field == .with else { continue }
                #expect(EntityID(bytes: edit.value)?.value ?? 0 > 1_000, "\(name)")
            }
        }
    }

    @Test
    func `The edits lead from whatever was read to what is to be, and are none the second time`() {
        for seed in UInt64(1)...300 {
            var random = SeededRandom(seed: seed)
            let (before, after) = (sharing(touch(&random)), sharing(touch(&random)))
            let empty = Item(id: Self.id, kind: .touch)
            let known = before.edits(from: empty).reduce(empty) { $0.applying($1) }
            #expect(before.edits(from: known).isEmpty, "seed \(seed)")
            let changed = after.edits(from: known).reduce(known) { $0.applying($1) }
            #expect(after.edits(from: changed).isEmpty, "seed \(seed)")
            if let wanted = after.touch {
                let read = SharedTouch(changed)
                #expect(read?.text == wanted.text && read?.who == "ada", "seed \(seed)")
                #expect(Set(read?.people ?? []) == Set(wanted.people), "seed \(seed)")
            }
            // Only what follows.
            let followed = after.edits(from: known, following: [.text])
            #expect(followed.allSatisfy { $0.cell.field == .text }, "seed \(seed)")
        }
    }

    @Test func `A cell that says several things is written though it shows the right one`() {
        var random = SeededRandom(seed: 5)
        var item = touch(&random)
        item.put(FieldValue.text("words"), in: .text, .register)
        let empty = Item(id: Self.id, kind: .touch)
        let known = sharing(item).edits(from: empty).reduce(empty) { $0.applying($1) }
        let cell = CellAddress(entity: Self.id, field: .text)
        #expect(sharing(item).edits(from: known, contested: [cell]).map(\.cell) == [cell])
    }

    @Test func `Who has no card there is left out, and with nobody else nothing is read`() {
        var item = Item(id: EntityID(value: 1), kind: .touch)
        item.put(FieldValue.instant(5), in: .at, .register)
        for (place, person) in [UInt128(104), 103, 101].map(EntityID.init(value:)).enumerated() {
            item.put(person.bytes, in: .with, ElementID(of: person), place: place)
        }
        #expect(sharing(item).leftOut == [EntityID(value: 104)])
        #expect(sharing(item).touch?.people.map(\.value) == [1_103, 1_101])
        item.remove([EntityID(value: 103), EntityID(value: 101)], from: .with)
        #expect(sharing(item).touch == nil)
    }

    @Test func `What is done with a touch means something else for the team by what it is`() {
        let touch = EntityID(value: 1)
        func put(_ field: FieldName) -> CellEdit {
            .put([1], in: CellAddress(entity: touch, field: field), of: .touch)
        }
        #expect(TouchFollowing([put(.depth), put(.energy), put(.event)]) == .nothing)
        #expect(TouchFollowing([put(.depth), put(.text)]) == .change([.text]))
        #expect(TouchFollowing([put(.text), .delete(touch, of: .touch)]) == .takeAway)
        #expect(TouchFollowing([.purge(touch, of: .touch)]) == .takeAway)
        #expect(TouchFollowing([.restore(touch, of: .touch)]) == .keep)
        #expect(TouchFollowing([]) == .nothing)
    }

    @Test func `Whom to ask: who was in touch, how often, and last, each touch once`() {
        func shared(_ id: UInt128, _ who: String, _ at: UInt64) -> SharedTouch {
            SharedTouch(id: EntityID(value: id), who: who, milliseconds: at)
        }
        let contacts = TeamContact.all([
            shared(1, "ben", 50), shared(2, "ada", 70), shared(3, "ben", 90), shared(3, "ben", 90),
            shared(4, "cleo", 70),
        ])
        #expect(contacts.map(\.who) == ["ben", "ada", "cleo"])
        #expect(contacts.map(\.count) == [2, 1, 1])
        #expect(contacts.map(\.lastMilliseconds) == [90, 70, 70])
    }
}
