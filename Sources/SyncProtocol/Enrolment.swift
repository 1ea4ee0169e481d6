package import ChangeLog
import FoundationEssentials

/// The body that a new machine sends to `POST /v1/join`.
package struct JoinRequest: Hashable, Sendable {
    /// The single-use code; a secret.
    package let code: String
    package let deviceName: String

    package init(code: String, deviceName: String) {
        self.code = code
        self.deviceName = deviceName
    }
}

/// The answer to a ``JoinRequest``.
package struct JoinReply: Hashable, Sendable {
    package let server: ServerID
    /// The device's token, shown this once; a secret.
    package let token: String
    package let user: String
    /// The name the server keeps for the device, unique for the user.
    package let device: String
    /// The personal space first.
    package let spaces: [SpaceDescription]

    package init(
        server: ServerID, token: String, user: String, device: String, spaces: [SpaceDescription]
    ) {
        self.server = server
        self.token = token
        self.user = user
        self.device = device
        self.spaces = spaces
    }
}

/// The answer to `GET /v1/spaces`.
package struct SpacesReply: Hashable, Sendable {
    package let server: ServerID
    package let user: String
    package let device: String
    /// The personal space first.
    package let spaces: [SpaceDescription]

    package init(server: ServerID, user: String, device: String, spaces: [SpaceDescription]) {
        self.server = server
        self.user = user
        self.device = device
        self.spaces = spaces
    }
}

/// A space as its member sees it.
package struct SpaceDescription: Hashable, Sendable {
    package let id: SpaceID
    package let name: String
    package let role: Role
    package let isPersonal: Bool

    package init(id: SpaceID, name: String, role: Role, isPersonal: Bool) {
        self.id = id
        self.name = name
        self.role = role
        self.isPersonal = isPersonal
    }
}

/// The answer to `POST /v1/devices`: a code for the caller's next machine.
package struct DeviceCodeReply: Hashable, Sendable {
    package let code: String
    /// When it stops working, Unix milliseconds.
    package let expiresMilliseconds: UInt64

    package init(code: String, expiresMilliseconds: UInt64) {
        self.code = code
        self.expiresMilliseconds = expiresMilliseconds
    }
}

/// The answer to `GET /v1/devices`, and to `DELETE` of one of them: the machines of the caller's user.
package struct DevicesReply: Hashable, Sendable {
    /// By name.
    package let devices: [DeviceDescription]

    package init(devices: [DeviceDescription]) {
        self.devices = devices
    }
}

/// A machine as its user sees it.
package struct DeviceDescription: Hashable, Sendable {
    /// Names it in the address that shuts it out.
    package let id: UInt64
    package let name: String
    /// Unix milliseconds.
    package let joinedMilliseconds: UInt64
    /// When it last spoke to the server, Unix milliseconds; nil when it did not since it joined.
    package let seenMilliseconds: UInt64?
    package let isRevoked: Bool
    /// Whether it is the one that asks.
    package let isCurrent: Bool

    package init(
        id: UInt64, name: String, joinedMilliseconds: UInt64, seenMilliseconds: UInt64?,
        isRevoked: Bool, isCurrent: Bool
    ) {
        self.id = id
        self.name = name
        self.joinedMilliseconds = joinedMilliseconds
        self.seenMilliseconds = seenMilliseconds
        self.isRevoked = isRevoked
        self.isCurrent = isCurrent
    }
}
