import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith merge --certain`: everybody whose cards are beyond doubt the same.
struct CertainMerge {
    private let clusters: [DuplicateCluster]
    private let left: [DuplicatePair]
    private let names: [EntityID: String]
    private let replica: Replica

    /// One command writes at most so many; the rest is for the next.
    private static let mostAtOnce = 10_000

    /// Looks for them.
    ///
    /// - Throws: ``CommandError`` for a country that is none, or ``ReplicaError``.
    init(country: String?, json: Bool) throws {
        let replica = try Replica.reading()
        self.replica = replica
        let search = try ProgressBar.during(DuplicateSearch.title, isShown: !json) {
            try DuplicateSearch(replica, country: country)
        }
        let pairs = search.candidates.filter { $0.verdict == .merge }.map(\.pair)
        (clusters, left) = DuplicateCluster.clusters(
            of: pairs, fullness: search.fullness, areTwo: search.areTwo, areSame: search.areSame)
        names = search.names
    }

    /// Merges them, or shows who would be.
    ///
    /// - Throws: ``CommandError`` when many were not confirmed, or ``ReplicaError``.
    func run(dryRun: Bool, yes: Bool, json: Bool) throws {
        let pairs = clusters.flatMap { cluster in
            cluster.others.map { (other: $0, person: cluster.kept) }
        }
        guard !pairs.isEmpty else {
            if json { try tellJSON(dryRun: dryRun) }
            guard left.isEmpty else { return tellLeft() }
            return Terminal.note(
                "No two cards are beyond doubt the same; `kith dupes` shows the others.")
        }
        if !json, dryRun || !yes && pairs.count <= Confirmation.unaskedCount {
            for cluster in clusters {
                Terminal.write(line(of: cluster))
                for line in dryRun ? try page(of: cluster).joined : [] {
                    Terminal.write("    \(TerminalText.visible(line))\n")
                }
            }
        }
        let people = Counted.text(clusters.count, "person", "people")
        let sum = "\(Counted.text(pairs.count + clusters.count, "card")) of \(people)"
        if dryRun {
            guard !json else { return try tellJSON(dryRun: true) }
            Terminal.write("\(sum) would be merged; nothing was changed.\n")
            return
        }
        try confirm(sum, count: pairs.count, yes: yes)
        let writing = try Replica.writing()
        try ProgressBar.during("Merging …", isShown: !json) {
            try writing.merge(Array(pairs.prefix(Self.mostAtOnce)))
        }
        guard !json else { return try tellJSON(dryRun: false) }
        Terminal.write("Merged \(sum); `kith undo` takes it back.\n")
        if pairs.count > Self.mostAtOnce { Terminal.note("There are more: run it again.") }
        if !left.isEmpty { tellLeft() }
    }

    /// Says that some who look the same are not merged.
    private func tellLeft() {
        Terminal.note(
            "Not merged, because a card may as well be somebody else's: "
                + "\(Counted.text(left.count, "pair")). `kith dupes` shows them, and who else may be "
                + "the same.")
    }

    private func confirm(_ sum: String, count: Int, yes: Bool) throws {
        guard count > Confirmation.unaskedCount, !yes else { return }
        try Confirmation.ask("Merge \(sum)? [y/N]", orRefuse: "This would merge \(sum)")
    }

    private func page(of cluster: DuplicateCluster) throws -> MergedPage {
        try MergedPage(cluster.kept, with: cluster.others, replica)
    }

    private func tellJSON(dryRun: Bool) throws {
        func card(_ id: EntityID) -> JSONValue {
            .object([("id", .text(id.description)), ("name", .text(names[id] ?? ""))])
        }
        let people = try clusters.map { cluster in
            JSONValue.object(
                [("person", card(cluster.kept)), ("others", .array(cluster.others.map(card)))]
                    + (dryRun ? try page(of: cluster).json : []))
        }
        JSONOutput.write([
            ("dry_run", .bool(dryRun)), ("people", .array(people)),
            ("left", .integer(Int64(left.count))),
        ])
    }

    private func line(of cluster: DuplicateCluster) -> String {
        let others = cluster.others.map { card in
            let name = names[card] == names[cluster.kept] ? nil : names[card]
            return PeopleTable.shortID(card) + (name.map { " (\(TerminalText.visible($0)))" } ?? "")
        }
        return Style.faint(PeopleTable.shortID(cluster.kept)) + "  "
            + Style.strong(TerminalText.visible(names[cluster.kept] ?? ""))
            + "  and \(others.joined(separator: ", "))\n"
    }
}

/// Everybody compared with everybody who could be the same.
struct DuplicateSearch {
    /// The title shown while somebody waits.
    static let title = "Comparing everybody with everybody …"

    /// The pairs, the surest first.
    let candidates: [DuplicateCandidate]
    let names: [EntityID: String]
    /// How many lines each person's cards have.
    let fullness: [EntityID: Int]

    private let finder: DuplicateFinder
    private let dismissed: Set<DuplicatePair>
    /// Of who is certainly the same as somebody.
    private let profiles: [EntityID: DuplicateProfile]

    /// Compares.
    ///
    /// - Throws: ``CommandError`` for a country that is none, or ``ReplicaError``.
    init(_ replica: Replica, country: String?) throws {
        let plan = try country.map { code -> DialingPlan in
            guard let plan = DialingPlan(country: code) else {
                throw CommandError(exit: .usage, sentence: "--country is two letters, such as DE.")
            }
            return plan
        }
        var profiles: [DuplicateProfile] = []
        var fullness: [EntityID: Int] = [:]
        try replica.forEachCard { card in
            let profile = DuplicateProfile(PersonView(card))
            fullness[profile.id] = card.lines.count
            profiles.append(profile)
        }
        let finder = DuplicateFinder(
            home: plan ?? DialingPlan.usual(of: profiles.lazy.flatMap(\.phones)))
        dismissed = try replica.distinctPairs()
        candidates = finder.candidates(among: profiles, dismissed: dismissed).candidates
        let certain = Set(
            candidates.filter { $0.verdict == .merge }.flatMap { [$0.pair.first, $0.pair.second] })
        self.finder = finder
        self.profiles = Dictionary(
            profiles.filter { certain.contains($0.id) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        names = Dictionary(
            profiles.map { ($0.id, $0.displayName) }, uniquingKeysWith: { first, _ in first })
        self.fullness = fullness
    }

    /// Whether two cards are one person's beyond doubt, which were not compared among all.
    func areSame(_ pair: DuplicatePair) -> Bool {
        guard !dismissed.contains(pair), let one = profiles[pair.first],
            let other = profiles[pair.second]
        else { return false }
        return finder.compare(one, other).verdict == .merge
    }

    /// Whether two cards cannot be one person's: they contradict each other, or somebody said so.
    func areTwo(_ pair: DuplicatePair) -> Bool {
        if dismissed.contains(pair) { return true }
        guard let one = profiles[pair.first], let other = profiles[pair.second] else {
            return false
        }
        return finder.compare(one, other).isContradicted
    }
}
