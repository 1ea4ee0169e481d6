import ChangeLog
import ContactModel
import SyncProtocol
import TestSupport

/// Another machine's part of a log, as a server would hand it over; it may write anything.
struct ForeignAuthor {
    let replica: ReplicaID
    private let space: SpaceID
    private var chain: ChainHash
    private(set) var written: UInt64 = 0

    init(_ id: UInt128, in space: SpaceID = Bench.personal) {
        replica = ReplicaID(value: id)
        self.space = space
        chain = ChainHash(seedOf: replica, in: space, using: .sha256)
    }

    /// Writes a transaction of wishes.
    mutating func run(_ wishes: [Wish]) throws -> Run {
        let before = chain
        let first = written + 1
        var changes: [[UInt8]] = []
        for (index, wish) in wishes.enumerated() {
            written += 1
            let place = TransactionPlace(index: UInt32(index), count: UInt32(wishes.count))
            let change = Change(
                dot: Dot(replica: replica, sequence: written), timestamp: wish.timestamp,
                transaction: place ?? .alone, cell: wish.cell, kind: wish.kind, verb: wish.verb,
                value: wish.value, replaces: wish.replaces, observed: wish.observed)
            let encoded = try ChangeCodec.encode(change)
            chain = chain.extended(by: encoded.bytes, using: .sha256)
            changes.append(encoded.bytes)
        }
        return Run(
            replica: replica, firstSequence: first, hashBefore: before,
            changes: changes.map { .bytes($0) })
    }

    /// Writes a transaction of puts into lines of one entity.
    mutating func run(puts values: [String], entity: UInt128 = 1) throws -> Run {
        try run(
            values.enumerated().map { index, value in
                Wish(
                    cell: CellAddress(
                        entity: EntityID(value: entity), field: .line,
                        element: ElementID(value: UInt128(index + 1))),
                    value: CardLine(
                        element: ElementID(value: UInt128(index + 1)), place: UInt64(index),
                        raw: Array("NOTE:\(value)\r\n".utf8)
                    ).value)
            })
    }
}

/// A change without its name: what a machine of any version may write.
struct Wish {
    var timestamp = HybridTimestamp(milliseconds: 1_790_000_000_000, counter: 0)
    var cell: CellAddress
    var kind = EntityKind.person
    var verb = Verb.put
    var value: [UInt8] = []
    var replaces: [Dot] = []
    var observed = VersionVector()
}

/// Random edits and wishes that collide, from a seed.
struct RandomLog {
    var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func below(_ bound: UInt64) -> UInt64 { random.next() % bound }

    /// What the person of this machine may do.
    mutating func edits() -> [CellEdit] {
        (0..<(1 + below(4))).map { _ in
            let cell = cell(fields: [.line, .line, .frame, .tier])
            switch below(12) {
            case 0: return .remove(cell, of: .person)
            case 1: return .delete(cell.entity, of: .person)
            case 2: return .restore(cell.entity, of: .person)
            case 3 where below(3) == 0: return .purge(cell.entity, of: .person)
            default: return .put(value(), in: cell, of: .person)
            }
        }
    }

    /// What another machine may have done, having seen any of `dots`, held here or not.
    mutating func wishes(seeing dots: [Dot]) -> [Wish] {
        let unknown = FieldName(rawValue: "tomorrow")
        return (0..<(1 + below(4))).map { _ in
            var wish = Wish(cell: cell(fields: [.line, .line, .tier, .about, .name, unknown]))
            wish.timestamp = HybridTimestamp(
                rawValue: [0, 1 << 60, .max, 1_790_000_000_000 << 16][Int(below(4))])
            wish.replaces = (0..<below(4)).compactMap { _ in random.pick(dots) }
            wish.value = value()
            switch below(10) {
            case 0: wish.verb = .remove
            case 1: wish.verb = Verb(rawValue: 9)
            case 2: wish.kind = EntityKind(rawValue: "newer")
            case 3, 4:
                wish.verb = [.delete, .restore, .purge][Int(below(3))]
                wish.cell = CellAddress(entity: wish.cell.entity, field: .life)
                wish.observed = VersionVector((0..<3).compactMap { _ in random.pick(dots) })
            default: break
            }
            return wish
        }
    }

    private mutating func cell(fields: [FieldName]) -> CellAddress {
        let field = fields[Int(below(UInt64(fields.count)))]
        let element = field == .line ? below(3) : 0
        return CellAddress(
            entity: EntityID(value: UInt128(1 + below(3))), field: field,
            element: ElementID(value: UInt128(element)))
    }

    private mutating func value() -> [UInt8] {
        switch below(5) {
        case 0: []
        case 1: [0xFF, 0xFF, 0xFF]
        case 2: EntityID(value: UInt128(1 + below(3))).bytes
        default: [1] + Array("EMAIL:a\(below(4))@example.org\r\n".utf8)
        }
    }
}
