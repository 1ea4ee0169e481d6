package import ChangeLog
import FoundationEssentials

/// What a new machine sends to `POST /v1/join`.
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
