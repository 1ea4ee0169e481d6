package import ChangeLog

/// The services that a replica takes from outside: digests, randomness, the clock, the machine.
package struct ReplicaEnvironment: Sendable {
    /// SHA-256.
    package let digest: DigestFunction
    /// 128 fresh random bits.
    package let random128: @Sendable () -> UInt128
    /// The machine's clock, Unix milliseconds.
    package let wallMilliseconds: @Sendable () -> UInt64
    /// Something that stays with the machine and not with its files, such as `/etc/machine-id`.
    package let machineID: String
    /// How the machine is called in history until a server names it.
    package let machineName: String
    /// Hears how many of how many people are in an index that is being filled; equal at the end.
    package let indexing: @Sendable (_ done: Int, _ all: Int) -> Void
    /// Hears the sentence for the person when the replica took a new identity.
    package let renewed: @Sendable (_ sentence: String) -> Void

    package init(
        digest: DigestFunction, random128: @escaping @Sendable () -> UInt128,
        wallMilliseconds: @escaping @Sendable () -> UInt64, machineID: String, machineName: String,
        indexing: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in },
        renewed: @escaping @Sendable (_ sentence: String) -> Void = { _ in }
    ) {
        self.digest = digest
        self.random128 = random128
        self.wallMilliseconds = wallMilliseconds
        self.machineID = machineID
        self.machineName = machineName
        self.indexing = indexing
        self.renewed = renewed
    }
}

/// The replica's random source in the form the editors take.
struct EnvironmentRandom: RandomNumberGenerator {
    let environment: ReplicaEnvironment

    /// The low 64 of 128 fresh bits.
    mutating func next() -> UInt64 {
        UInt64(truncatingIfNeeded: environment.random128())
    }
}
