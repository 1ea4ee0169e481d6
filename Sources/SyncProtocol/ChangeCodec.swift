package import ChangeLog
import FoundationEssentials
import SwiftProtobuf

/// Changes to bytes and back: the `Change` message of `protocol/kith.proto`.
package enum ChangeCodec {
    /// Encodes a change; its author does so once, everybody else forwards the bytes (LOG-2).
    ///
    /// - Throws: ``ProtocolError`` `bad_message` when the change is over a limit.
    package static func encode(_ change: Change) throws(ProtocolError) -> EncodedChange {
        var wire = WireChange()
        wire.timestamp = change.timestamp.rawValue
        if change.transaction != .alone {
            wire.transactionIndex = change.transaction.index
            wire.transactionCount = change.transaction.count
        }
        wire.entity = Data(change.cell.entity.bytes)
        wire.kind = change.kind.rawValue
        wire.field = change.cell.field.rawValue
        if change.cell.element != .register {
            wire.element = Data(change.cell.element.bytes)
        }
        wire.verb = change.verb.rawValue
        wire.value = Data(change.value)
        wire.replaces = change.replaces.map(WireDot.init)
        wire.observed = change.observed.dots.map(WireDot.init)
        try check(wire)
        do {
            return EncodedChange(change: change, bytes: try wire.serializedBytes())
        } catch {
            throw ProtocolError(.badMessage, "change cannot be encoded")
        }
    }

    /// Decodes the change that stands under the name `dot`.
    ///
    /// Unknown members, kinds, fields and verbs are kept in the bytes (LOG-10).
    ///
    /// - Throws: ``ProtocolError`` `bad_message` with the member at fault.
    package static func decode(
        _ bytes: [UInt8], as dot: Dot
    ) throws(ProtocolError) -> EncodedChange {
        let wire: WireChange
        do {
            wire = try WireChange(serializedBytes: bytes)
        } catch {
            throw ProtocolError(.badMessage, "change \(dot): not a Change message")
        }
        do throws(ProtocolError) {
            try check(wire)
            return EncodedChange(change: try change(wire, as: dot), bytes: bytes)
        } catch {
            throw ProtocolError(.badMessage, "change \(dot): \(error.detail)")
        }
    }

    private static func change(
        _ wire: WireChange, as dot: Dot
    ) throws(ProtocolError) -> Change {
        let count = wire.transactionCount == 0 ? 1 : wire.transactionCount
        guard let place = TransactionPlace(index: wire.transactionIndex, count: count) else {
            throw ProtocolError(.badMessage, "transaction_index is not below transaction_count")
        }
        guard let entity = EntityID(bytes: Array(wire.entity)) else {
            throw ProtocolError(.badMessage, "entity has \(wire.entity.count) bytes, not 16")
        }
        guard let element = ElementID(optional: wire.element) else {
            throw ProtocolError(.badMessage, "element has \(wire.element.count) bytes, not 16")
        }
        return Change(
            dot: dot, timestamp: HybridTimestamp(rawValue: wire.timestamp), transaction: place,
            cell: CellAddress(
                entity: entity, field: FieldName(rawValue: wire.field), element: element),
            kind: EntityKind(rawValue: wire.kind), verb: Verb(rawValue: wire.verb),
            value: Array(wire.value), replaces: try Dot.list(wire.replaces, "replaces"),
            observed: VersionVector(try Dot.list(wire.observed, "observed")))
    }

    /// The limits that hold for every change, written or received.
    private static func check(_ wire: WireChange) throws(ProtocolError) {
        let names = [("kind", wire.kind), ("field", wire.field)]
        for (member, name) in names
        where name.isEmpty || name.utf8.count > ProtocolLimits.maximumNameBytes {
            throw ProtocolError(.badMessage, "\(member) has \(name.utf8.count) bytes, not 1 to 32")
        }
        guard wire.value.count <= ProtocolLimits.maximumValueBytes else {
            throw ProtocolError(.badMessage, "value has \(wire.value.count) bytes")
        }
        guard wire.replaces.count <= ProtocolLimits.maximumReplacedDots else {
            throw ProtocolError(.badMessage, "replaces has \(wire.replaces.count) dots")
        }
        guard wire.observed.count <= ProtocolLimits.maximumVectorDots else {
            throw ProtocolError(.badMessage, "observed has \(wire.observed.count) dots")
        }
        guard wire.transactionCount <= UInt32(ProtocolLimits.maximumTransactionChanges) else {
            throw ProtocolError(.badMessage, "transaction_count is \(wire.transactionCount)")
        }
        guard wire.verb != 0 else {
            throw ProtocolError(.badMessage, "verb is missing")
        }
    }
}

extension Identifier {
    /// Reads an id that may be absent, which stands for all bits zero; nil for a wrong length.
    init?(optional bytes: Data) {
        if bytes.isEmpty {
            self.init(value: 0)
        } else {
            self.init(bytes: Array(bytes))
        }
    }
}
