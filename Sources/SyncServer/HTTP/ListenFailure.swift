import Glibc
import NIOCore

/// Why an address cannot be listened on.
package enum ListenFailure {
    /// The reason as a part of a sentence.
    package static func reason(_ error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: "another program listens there already"
        case EACCES, EPERM: "this user may not listen there"
        case EADDRNOTAVAIL: "it is no address of this machine"
        case .some(let number): "cannot be listened on (\(String(cString: strerror(number))))"
        case nil: "cannot be listened on"
        }
    }
}
