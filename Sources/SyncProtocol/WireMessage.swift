import FoundationEssentials
package import SwiftProtobuf

/// A message with a checked Swift form and a generated wire form.
package protocol WireMessage: Sendable {
    /// The generated form.
    associatedtype Wire: SwiftProtobuf.Message

    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    init(_ wire: Wire) throws(ProtocolError)

    /// The generated form.
    var wire: Wire { get }
}

/// The two forms in which a message travels (HTTP-3).
package enum MessageFormat: String, CaseIterable, Sendable {
    case protobuf = "application/x-protobuf"
    case json = "application/json"
}

extension WireMessage {
    /// Reads a whole body.
    ///
    /// - Throws: ``ProtocolError`` `bad_message`, or what the checks of the message find.
    package init(body: [UInt8], format: MessageFormat) throws(ProtocolError) {
        let wire: Wire
        do {
            switch format {
            case .protobuf: wire = try Wire(serializedBytes: body)
            case .json: wire = try Wire(jsonUTF8Bytes: body, options: .lenient)
            }
        } catch {
            throw ProtocolError(.badMessage, "the body is not a \(Wire.protoMessageName)")
        }
        try self.init(wire)
    }

    /// Writes a whole body.
    ///
    /// - Throws: ``ProtocolError`` `server_error` when a string cannot be encoded.
    package func body(format: MessageFormat) throws(ProtocolError) -> [UInt8] {
        do {
            switch format {
            case .protobuf: return try wire.serializedBytes()
            case .json: return try wire.jsonUTF8Bytes()
            }
        } catch {
            throw ProtocolError(.serverError, "the \(Wire.protoMessageName) cannot be encoded")
        }
    }
}

extension JSONDecodingOptions {
    /// Members of a newer program are no error, as in protobuf.
    fileprivate static var lenient: JSONDecodingOptions {
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = true
        return options
    }
}
