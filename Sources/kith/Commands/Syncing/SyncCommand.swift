import ArgumentParser
import ChangeLog
import ContactFormats
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// `kith sync`.
struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Reconcile with the server, both ways, in every space.",
        discussion: """
            Exit code 0 says that both sides hold the same; 4 that the server could not be \
            reached (your changes are kept); 3 that a decision is yours. Photos come last; --photos \
            asked leaves those of others on the server until `kith photo get` asks for one.

            --watch goes on until it is stopped: what others change comes within a second, what you \
            change goes out as soon, and a server that cannot be reached is tried again by itself. \
            Linked folders are mirrored meanwhile (`kith vdir`). It ends only for what cannot mend \
            without you, with the exit code of that. docs/sync.md has it as a service.

            Examples:
              kith sync
              kith sync --check     compare only, change nothing
              kith sync --watch     stay in sync until Ctrl-C
              kith sync --refill    upload to a server that lost a space
              kith sync --photos asked    a small machine that does without most photos
            """)

    @Flag(name: .long, help: "Compare only; change nothing on either side.")
    var check = false

    @Flag(name: .long, help: "Upload everything to a server that lost a space.")
    var refill = false

    @Flag(name: .long, help: "Go on: sync whenever something is new, here or elsewhere.")
    var watch = false

    @Option(name: .long, help: "When photos come here: always, or asked; remembered.")
    var photos: PhotoWish?

    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !watch || !(check || refill) else {
            throw ValidationError("--watch syncs for good; --check and --refill are done once.")
        }
    }

    func run() async throws {
        if watch {
            try await watchAll()
            return
        }
        let replica = check ? try Replica.reading() : try Replica.writing()
        guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
        if let photos, !check { try replica.setPhotoWish(photos) }
        let client = try ServerClient(
            to: enrolment, of: replica, allowsPlainHTTP: insecure, patience: .brief)
        let result = try await WholeSync(
            replica: replica, client: client, check: check, refill: refill, photos: photos
        ).run()
        result.report(asJSON: output.json)
        if result.exit != .success { throw result.exit }
    }

    /// Keeps this machine in sync, and its linked folders mirrored, until either can go on no more.
    private func watchAll() async throws {
        let syncs = SyncWatcher(
            photos: photos, allowsPlainHTTP: insecure, asJSON: output.json)
        let folders = VDirWatcher(asJSON: output.json)
        guard try isEnrolled() else { throw ReplicaError.notEnrolled }
        try await withThrowingTaskGroup { group in
            group.addTask { try await syncs.run() }
            group.addTask { try await folders.run() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Whether this machine has joined a server; one where nobody is yet has not.
    private func isEnrolled() throws -> Bool {
        do {
            return try Replica.reading().enrolment() != nil
        } catch ReplicaError.absent {
            return false
        }
    }
}
