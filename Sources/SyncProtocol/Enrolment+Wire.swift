import ChangeLog
import FoundationEssentials

extension JoinRequest: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireJoinRequest) throws(ProtocolError) {
        guard wire.protocolVersion == ProtocolLimits.version else {
            throw ProtocolError(.unsupportedVersion, "version \(wire.protocolVersion)")
        }
        try checkTitle(wire.deviceName, "device_name")
        guard wire.code.utf8.count <= 256 else {
            throw ProtocolError(.badMessage, "code has \(wire.code.utf8.count) bytes")
        }
        code = wire.code
        deviceName = wire.deviceName
    }

    /// The generated form.
    package var wire: WireJoinRequest {
        var wire = WireJoinRequest()
        wire.protocolVersion = ProtocolLimits.version
        wire.code = code
        wire.deviceName = deviceName
        return wire
    }
}

extension JoinReply: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireJoinReply) throws(ProtocolError) {
        server = try readServer(wire.server)
        token = wire.token
        user = wire.user
        device = wire.device
        spaces = try readSpaces(wire.spaces)
    }

    /// The generated form.
    package var wire: WireJoinReply {
        var wire = WireJoinReply()
        wire.server = Data(server.bytes)
        wire.token = token
        wire.user = user
        wire.device = device
        wire.spaces = spaces.map(\.wire)
        return wire
    }
}

extension SpacesReply: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireSpacesReply) throws(ProtocolError) {
        server = try readServer(wire.server)
        user = wire.user
        device = wire.device
        spaces = try readSpaces(wire.spaces)
    }

    /// The generated form.
    package var wire: WireSpacesReply {
        var wire = WireSpacesReply()
        wire.server = Data(server.bytes)
        wire.user = user
        wire.device = device
        wire.spaces = spaces.map(\.wire)
        return wire
    }
}

extension DeviceCodeReply: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireDeviceCodeReply) throws(ProtocolError) {
        code = wire.code
        expiresMilliseconds = wire.expiresMilliseconds
    }

    /// The generated form.
    package var wire: WireDeviceCodeReply {
        var wire = WireDeviceCodeReply()
        wire.code = code
        wire.expiresMilliseconds = expiresMilliseconds
        return wire
    }
}

extension DevicesReply: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireDevicesReply) throws(ProtocolError) {
        guard wire.devices.count <= ProtocolLimits.maximumVectorDots else {
            throw ProtocolError(.tooLarge, "devices has \(wire.devices.count) items")
        }
        devices = wire.devices.map { device in
            DeviceDescription(
                id: device.id, name: device.name, joinedMilliseconds: device.joinedMilliseconds,
                seenMilliseconds: device.seenMilliseconds == 0 ? nil : device.seenMilliseconds,
                isRevoked: device.revoked, isCurrent: device.current)
        }
    }

    /// The generated form.
    package var wire: WireDevicesReply {
        var wire = WireDevicesReply()
        wire.devices = devices.map { device in
            var wire = WireDevice()
            wire.id = device.id
            wire.name = device.name
            wire.joinedMilliseconds = device.joinedMilliseconds
            wire.seenMilliseconds = device.seenMilliseconds ?? 0
            wire.revoked = device.isRevoked
            wire.current = device.isCurrent
            return wire
        }
        return wire
    }
}

extension SpaceDescription {
    var wire: WireSpace {
        var wire = WireSpace()
        wire.id = Data(id.bytes)
        wire.name = name
        wire.role = role.rawValue
        wire.personal = isPersonal
        return wire
    }
}

/// Checks the name of a device, user or space: 1 to 64 bytes without control characters.
///
/// - Throws: ``ProtocolError`` `bad_message`, naming the member.
package func checkTitle(_ title: String, _ member: String) throws(ProtocolError) {
    guard (1...ProtocolLimits.maximumTitleBytes).contains(title.utf8.count) else {
        throw ProtocolError(.badMessage, "\(member) has \(title.utf8.count) bytes, not 1 to 64")
    }
    guard title.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
        throw ProtocolError(.badMessage, "\(member) holds a control character")
    }
}

private func readServer(_ bytes: Data) throws(ProtocolError) -> ServerID {
    guard let server = ServerID(bytes: Array(bytes)) else {
        throw ProtocolError(.badMessage, "server: \(bytes.count) bytes, not 16")
    }
    return server
}

private func readSpaces(_ wire: [WireSpace]) throws(ProtocolError) -> [SpaceDescription] {
    guard wire.count <= ProtocolLimits.maximumVectorDots else {
        throw ProtocolError(.tooLarge, "spaces has \(wire.count) items")
    }
    var spaces: [SpaceDescription] = []
    for (index, item) in wire.enumerated() {
        guard let id = SpaceID(bytes: Array(item.id)) else {
            throw ProtocolError(.badMessage, "spaces[\(index)].id: \(item.id.count) bytes")
        }
        spaces.append(
            SpaceDescription(
                id: id, name: item.name, role: Role(rawValue: item.role),
                isPersonal: item.personal))
    }
    return spaces
}
