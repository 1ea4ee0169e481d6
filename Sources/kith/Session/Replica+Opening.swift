import ChangeLog
import ContactModel
import Crypto
import Foundation
import Glibc
import SQLiteReplica

extension ReplicaEnvironment {
    /// The real machine.
    static var system: ReplicaEnvironment {
        ReplicaEnvironment(
            digest: DigestFunction { bytes in
                let hash = SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
                return ContentDigest(bytes: hash) ?? .zero
            },
            random128: { UInt128.random(in: UInt128.min...UInt128.max) },
            wallMilliseconds: {
                var now = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                let seconds = UInt64(clamping: now.tv_sec)
                return seconds.multipliedReportingOverflow(by: 1_000).partialValue
                    &+ UInt64(clamping: now.tv_nsec / 1_000_000)
            },
            machineID: SmallFile.text("/etc/machine-id") ?? "", machineName: hostName,
            indexing: { done, all in
                var bar = ProgressBar("Making the index anew")
                bar.show(Double(done) / Double(max(all, 1)), "\(done) of \(all) people")
                if done == all { bar.finish() }
            },
            renewed: { Terminal.note($0) })
    }

    private static var hostName: String {
        let name = (SmallFile.text("/etc/hostname") ?? "").filter { !$0.isWhitespace }
        return name.isEmpty ? "this machine" : name
    }
}

/// Files of the system that hold a line.
enum SmallFile {
    /// The first 4 KiB of a file as text; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}

/// The values of the process's environment.
enum Environment {
    /// A variable; nil when it is not set.
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

extension Replica {
    /// The folder the environment names.
    ///
    /// - Throws: ``CommandError`` when there is neither `KITH_HOME` nor `HOME`.
    static func folder() throws -> ReplicaFolder {
        guard let folder = ReplicaFolder(environment: Environment.value) else {
            throw CommandError(
                exit: .usage, sentence: "Neither KITH_HOME nor HOME is set; set one of them.")
        }
        guard folder.data.utf8.count < 3_500 else {
            throw CommandError(exit: .usage, sentence: "The path of KITH_HOME is too long.")
        }
        var status = stat()
        guard stat(folder.data, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandError(
                exit: .data,
                sentence:
                    "\(folder.data) is no folder; KITH_HOME is to name one, or a place for one.")
        }
        return folder
    }

    /// Opens the replica for a command that reads.
    ///
    /// - Throws: ``ReplicaError``.
    static func reading() throws -> Replica {
        try Replica(try folder(), mode: .reading, environment: .system)
    }

    /// Opens the replica for a command that writes; the first one makes it.
    ///
    /// - Parameter isJoining: Whether a replica that was lost is made again, for the server to fill.
    /// - Returns: The replica, locked.
    /// - Throws: ``ReplicaError``.
    static func writing(isJoining: Bool = false) throws -> Replica {
        let folder = try folder()
        do {
            return try Replica(folder, mode: .writing, environment: .system)
        } catch let error as ReplicaError {
            switch error {
            case .absent: break
            case .lost where isJoining: break
            default: throw error
            }
            let replica = try Replica.create(in: folder, environment: .system)
            Terminal.note("Made a new replica in \(folder.data).")
            return replica
        }
    }

    /// Calls the closure with the replica as it is, to read; before there is one, with an empty one
    /// in a temporary folder, which goes again.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    static func trying(_ body: (Replica) throws -> Void) throws {
        let replica: Replica
        do {
            replica = try reading()
        } catch ReplicaError.absent {
            return try tryingEmpty(body)
        }
        try body(replica)
    }

    private static func tryingEmpty(_ body: (Replica) throws -> Void) throws {
        let place = FileManager.default.temporaryDirectory
            .appending(path: "kith-trial-\(UUID().uuidString)").path
        // What the system's temporary folder keeps hurts nobody.
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = ReplicaFolder(data: place, state: place + "/state")
        try body(try Replica.create(in: folder, environment: .system))
    }

    /// Opens the replica for a command that writes, after what may have to be asked.
    ///
    /// A question waits for a person, who may be away: until it is answered nothing is locked, and
    /// other commands and syncs go on.
    ///
    /// - Parameter question: Finds out what is meant, from a replica that only reads.
    /// - Returns: The replica, locked, and what the question found out.
    /// - Throws: ``ReplicaError``, or what the question throws.
    static func writing<Answer>(
        asking question: (Replica) throws -> Answer
    ) throws -> (replica: Replica, answer: Answer) {
        do {
            let answer = try question(try reading())
            return (try writing(), answer)
        } catch ReplicaError.absent {
            let replica = try writing()
            return (replica, try question(replica))
        }
    }

    /// Everybody whom words mean, each once; a word may be `@name` of a saved search.
    ///
    /// - Throws: ``KithExit/nothingFound`` after telling whom one could mean, ``CommandError`` for a
    ///   search that finds nobody, or ``ReplicaError``.
    func people(named words: [String]) throws -> [PersonSummary] {
        var seen: Set<EntityID> = []
        return try namesTogether(words).flatMap { word in
            guard let search = PeopleQuery.saved(word) else { return [try person(word)] }
            let found = try PeopleQuery.search(search).people(self)
            guard !found.isEmpty else {
                throw CommandError(exit: .nothingFound, sentence: "Nobody matches \(search).")
            }
            return found
        }.filter { seen.insert($0.id).inserted }
    }

    /// Words typed without quotes, those of one name together.
    ///
    /// - Throws: ``ReplicaError``.
    func namesTogether(_ words: [String]) throws -> [String] {
        var names: [String] = []
        var rest = words[...]
        while let word = rest.first {
            let count = try wordsOfName(rest)
            names.append(count == 1 ? word : rest.prefix(count).joined(separator: " "))
            rest.removeFirst(count)
        }
        return names
    }

    /// How many of the first words are one name: all of somebody's, or two where the first alone could
    /// be several people's.
    ///
    /// - Throws: ``ReplicaError``.
    func wordsOfName(_ words: ArraySlice<String>) throws -> Int {
        guard words.count > 1, let first = words.first, PeopleQuery.saved(first) == nil,
            !first.contains(" ")
        else { return 1 }
        var longest = 1
        for count in 2...min(words.count, Self.mostWordsOfName) {
            let parts = words.prefix(count)
            let name = parts.joined(separator: " ")
            guard parts.allSatisfy({ !$0.contains("=") && !$0.contains(" ") }) else { break }
            let found = try lookUp(name)
            // Whom two words do not mean, more of them do not mean either.
            guard found != .none else { break }
            guard case .one(let person) = found else { continue }
            let (said, whole) = (FoldedText.words(name), FoldedText.words(person.name))
            if said == whole {
                longest = count
            } else if count == 2, Set(said).isSubset(of: whole),
                case .several = try lookUp(first)
            {
                longest = 2
            }
        }
        return longest
    }

    /// Words that a name typed without quotes may have (technical).
    private static let mostWordsOfName = 4

    /// The one person that a selector means, of those in the trash where it means nobody else.
    ///
    /// - Throws: As ``person(_:trashed:)``.
    func personAnywhere(_ selector: String) throws -> PersonSummary {
        let isInTrash = try lookUp(selector) == .none && lookUp(selector, trashed: true) != .none
        return try person(selector, trashed: isInTrash)
    }

    /// The one person that a selector means.
    ///
    /// On a terminal the person is asked which of several it is.
    ///
    /// - Throws: ``KithExit/nothingFound`` after telling who it could be, ``CommandError`` for a
    ///   selector that says nobody, or ``ReplicaError``.
    func person(_ selector: String, trashed: Bool = false) throws -> PersonSummary {
        guard selector.contains(where: { !$0.isWhitespace }) else {
            throw CommandError(
                exit: .usage, sentence: "Say whom: a name, an address, a number or an id.")
        }
        switch try lookUp(selector, trashed: trashed) {
        case .one(let person): return person
        case .none:
            if !trashed, let group = try group(named: selector) {
                let name = group.summary.name
                throw CommandError(
                    exit: .nothingFound,
                    sentence:
                        "“\(name)” is a group, nobody's name; `kith group show` lists who is in it."
                )
            }
            if !trashed, case .one(let person) = try lookUp(selector, trashed: true) {
                throw CommandError(
                    exit: .nothingFound,
                    sentence: "\(person.name) is in the trash; `kith restore "
                        + "\(PeopleTable.shortID(person.id))` brings them back.")
            }
            if let erased = try erasedByOthers(beginningWith: selector) {
                throw CommandError(
                    exit: .nothingFound, sentence: ErasedText.refusal(of: erased))
            }
            throw CommandError(
                exit: .nothingFound,
                sentence: trashed
                    ? "Nobody in the trash matches “\(selector)”; `kith list --trash` shows it."
                    : "Nobody matches “\(selector)”; `kith find WORDS` looks everywhere.")
        case .several(let people):
            guard let chosen = Choice.ask(who: selector, people) else {
                throw KithExit.nothingFound
            }
            return chosen
        }
    }
}
