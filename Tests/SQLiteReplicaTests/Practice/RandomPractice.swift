import ChangeLog
import ContactModel
import RelationshipPractice
import TestSupport

@testable import SQLiteReplica

/// Somebody with three machines who writes down at random, offline, and syncs now and then.
struct RandomPractice {
    static let today = CivilDay(number: 20_600)
    private static let day: UInt64 = 86_400_000

    let bench: Bench
    let machines: [Replica]
    private var random: SeededRandom
    private var people: [EntityID] = []
    private var items: [EntityID] = []

    init(seed: UInt64) throws {
        bench = try Bench(seed: seed)
        bench.wallMilliseconds = UInt64(Self.today.number) * Self.day
        machines = try ["desk", "laptop", "phone"].map { [bench] in try bench.enrolled($0) }
        random = SeededRandom(seed: seed)
    }

    /// A zone with a summer time: an hour ahead of UTC from April to October, else two behind.
    static func dayOf(_ milliseconds: UInt64) -> CivilDay {
        let month = CivilDay(milliseconds: milliseconds).parts.month
        return CivilDay(
            milliseconds: milliseconds, minutesEast: (4...10).contains(month) ? -60 : -120)
    }

    /// Does so many things, on any machine.
    mutating func live(steps: Int) throws {
        for _ in 0..<steps {
            bench.wallMilliseconds += 60_000
            let machine = machines[number(machines.count)]
            do {
                try step(on: machine)
            } catch ReplicaError.unknownPerson, ReplicaError.nothingToUndo, ReplicaError.invalid {
                // What another machine wrote has not come here yet.
            }
        }
    }

    private mutating func number(_ count: Int) -> Int {
        Int(random.next() % UInt64(max(count, 1)))
    }

    private mutating func step(on machine: Replica) throws {
        switch number(34) {
        case 0...3: try addPerson(on: machine)
        case 4...13: try touch(on: machine)
        case 14...16: try setTier(on: machine)
        case 17...19: try say(on: machine)
        case 20: try cadence(on: machine)
        case 21...24: try relate(on: machine)
        case 25...26: try promise(on: machine)
        case 27: if let id = people.randomElement(using: &random) { try forget(id, machine) }
        case 28: try dropItem(on: machine)
        case 29: _ = try machine.undoLast()
        case 30: try merge(on: machine)
        case 31: try tag(on: machine)
        default:
            // One way only: what one machine sends may need what another one still has.
            let other = machines[number(machines.count)]
            try machine.send(to: other)
            if number(2) == 0 { try machine.send(to: other, space: Bench.team) }
        }
    }

    private mutating func addPerson(on machine: Replica) throws {
        let name = "\(["Ada", "Bob", "Émile", "Zoë", "Ann"][number(5)]) \(number(30))"
        people.append(try machine.add(name, space: number(4) == 0 ? "team" : nil))
    }

    private mutating func known(_ count: Int) -> [EntityID] {
        (0..<count).compactMap { _ in people.randomElement(using: &random) }
    }

    private mutating func draft(_ kind: EntityKind, _ machine: Replica) -> ItemDraft {
        let draft = ItemDraft(id: machine.newItemID(), kind: kind)
        items.append(draft.id)
        return draft
    }

    private mutating func touch(on machine: Replica) throws {
        var draft = draft(.touch, machine)
        // Now and then two of the same instant, and one far back.
        let days = number(10) == 0 ? 800 : number(120)
        let at = UInt64(Self.today.number - days) * Self.day + UInt64(number(4)) * 21_600_000
        draft.set(.at, instant: at)
        for person in known(1 + number(2)) { draft.insert(.with, person) }
        draft.set(.type, text: ["coffee", "like", "mail", "call", "card"][number(5)])
        if number(3) == 0 {
            draft.set(.direction, text: "out")
            draft.set(.response, text: "none")
        }
        if number(4) == 0 { draft.set(.gave, text: "a hint") }
        try machine.write("touch", [draft])
    }

    /// The same touch, written down once for each of several cards, in an hour or two.
    private mutating func touchEach(of people: [EntityID], on machine: Replica) throws {
        var hour = UInt64(Self.today.number - number(40)) * Self.day
        let type = ["coffee", "mail"][number(2)]
        let isSilent = number(2) == 0
        for person in people + (number(3) == 0 ? people : []) {
            var draft = draft(.touch, machine)
            draft.set(.at, instant: hour)
            draft.insert(.with, person)
            draft.set(.type, text: type)
            if isSilent { draft.set(.response, text: "none") }
            try machine.write("touch", [draft])
            hour += UInt64(number(3)) * 3_600_000
        }
    }

    private mutating func setTier(on machine: Replica) throws {
        guard let person = known(1).first else { return }
        try machine.setTier(number(8) == 0 ? nil : Tier.allCases[number(5)], of: person)
    }

    private mutating func say(on machine: Replica) throws {
        guard let person = known(1).first else { return }
        let soon = Self.today.adding(days: number(5) - 2).description
        let words: [(FieldName, String)] = [
            (.boundary, "no"), (.boundary, "slow"), (.boundary, ""), (.mute, soon),
            (.snooze, soon), (.snooze, "soon"), (.circle, "private"), (.circle, "work"),
            (.retired, "it is enough"), (.retired, ""), (.cadence, "20d"), (.cadence, ""),
            (.cadence, "7d/9d"), (.why, "tides"), (.trust, "4"),
            (.relation, "Manager"), (.relation, "mentor"), (.relation, ""),
        ]
        let (field, value) = words[number(words.count)]
        try machine.setOverlay(of: person, [(field: field, value: FieldValue.text(value))])
    }

    private mutating func cadence(on machine: Replica) throws {
        var draft = draft(.cadence, machine)
        let scopes =
            ["tier:close", "tag:Harbour", "tag:choir", "all", "tier:wide", "tag:none"]
            + ["relation:manager", "Relation:Mentor"]
        draft.set(.text, text: scopes[number(scopes.count)])
        draft.set(.every, text: ["15d", "40d/50d", "whenever", "90d"][number(4)])
        try machine.write("new cadence", [draft])
    }

    private mutating func relate(on machine: Replica) throws {
        let two = known(2)
        guard two.count == 2 else { return }
        let ends = ["2020-01-01", "2999", Self.today.description]
        try write(
            number(5) == 0 ? .intro : .relation,
            [
                .strength: String(number(101)), .to: number(5) == 0 ? ends[number(3)] : "",
                .confidence: number(9) == 0 ? "30" : "", .status: number(2) == 0 ? "made" : "",
            ], naming: [.a: two[0], .b: two[1]], on: machine)
    }

    private mutating func promise(on machine: Replica) throws {
        guard let person = known(1).first else { return }
        let by = Self.today.adding(days: number(30) - 15).description
        try write(
            [EntityKind.promise, .followup, .step, .goal][number(4)],
            [
                .text: "the draft \(number(100))", .by: number(4) == 0 ? "" : by,
                .status: ["", "open", "kept", "done", "dropped"][number(5)],
            ], naming: [.person: person], on: machine)
    }

    /// Writes an item down; what its kind has no field for is left out.
    private mutating func write(
        _ kind: EntityKind, _ texts: [FieldName: String], naming: [FieldName: EntityID],
        on machine: Replica
    ) throws {
        var draft = draft(kind, machine)
        for field in ItemCatalogue.schema(of: draft.kind)?.fields ?? [] {
            let name = field.name
            if let text = texts[name], !text.isEmpty { draft.set(name, text: text) }
            if let entity = naming[name] { draft.set(name, entity: entity) }
        }
        try machine.write("new \(kind.rawValue)", [draft])
    }

    private mutating func forget(_ person: EntityID, _ machine: Replica) throws {
        switch number(4) {
        case 0: try machine.restore(person)
        case 1: try purge(person, .person, machine)
        default: try machine.delete(person)
        }
    }

    private func purge(_ entity: EntityID, _ kind: EntityKind, _ machine: Replica) throws {
        try machine.perform("rm") { session in
            [SpaceEdits(try session.personalSpace(), [.purge(entity, of: kind)])]
        }
    }

    private mutating func dropItem(on machine: Replica) throws {
        guard let id = items.randomElement(using: &random), let item = try machine.item(id) else {
            return
        }
        if number(3) == 0 {
            try purge(id, item.kind, machine)
        } else {
            try machine.delete([item])
        }
    }

    private mutating func merge(on machine: Replica) throws {
        let two = known(2)
        guard two.count == 2, two[0] != two[1] else { return }
        if number(3) == 0 {
            _ = try machine.unmerge(two[0])
        } else {
            try touchEach(of: two, on: machine)
            try machine.merge(two[0], into: two[1])
        }
    }

    private mutating func tag(on machine: Replica) throws {
        guard let person = known(1).first else { return }
        try machine.edit(person, [.add(.tag, ["harbour", "Choir", "none"][number(3)], label: "")])
    }
}
